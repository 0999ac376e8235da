//! What the guide to setting up clients shows, so that it is run as it stands there.
#![expect(clippy::disallowed_methods, reason = "the guide is a file")]

use std::fs;
use std::net::SocketAddr;

/// What stands for the service in the guide.
const SERVICE: &str = "https://mirrors.example.org";

/// The blocks of the guide that are of a language, with a service of this machine in the place of the one there.
pub(crate) fn blocks(language: &str, service: SocketAddr) -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/set-up-clients.md");
    let guide = fs::read_to_string(path).unwrap();
    let parts: Vec<&str> = guide.split("```").collect();
    // Every second part stands between fences.
    let blocks = parts.iter().skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
    let blocks = blocks.filter(|(of, _)| *of == language);
    blocks.map(|(_, text)| text.replace(SERVICE, &format!("http://{service}"))).collect()
}
