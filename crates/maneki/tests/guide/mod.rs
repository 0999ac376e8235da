//! The examples of the guide to setting up clients, which the tests run as they are.
#![expect(clippy::disallowed_methods, reason = "the guide is a file")]

use std::fs;
use std::net::SocketAddr;

/// The service in the guide.
const SERVICE: &str = "https://mirrors.example.org";

/// The code blocks of the guide in a language, with a service on this machine instead of the one in the guide.
pub(crate) fn blocks(language: &str, service: SocketAddr) -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/set-up-clients.md");
    let guide = fs::read_to_string(path).unwrap();
    let parts: Vec<&str> = guide.split("```").collect();
    // Every second part is between fences.
    let blocks = parts.iter().skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
    let blocks = blocks.filter(|(of, _)| *of == language);
    blocks.map(|(_, text)| text.replace(SERVICE, &format!("http://{service}"))).collect()
}
