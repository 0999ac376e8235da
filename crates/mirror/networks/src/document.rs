//! JSON of a known shape, and networks written as text.

use std::net::IpAddr;

use ipnet::IpNet;
use maneki_ground_outbound::shorten;
use serde::de::DeserializeOwned;

/// The networks of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading<T> {
    /// The networks.
    pub networks: T,
    /// How many entries are not networks and were skipped; worth a warning.
    pub skipped: usize,
}

/// Bytes that are not JSON of the expected shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// No bytes.
    #[error("it is empty")]
    Empty,
    /// A web page, usually one that explains an error or asks to log in.
    #[error("it is a web page and not JSON")]
    WebPage,
    /// Anything else, as the parser reports it.
    #[error("{0}")]
    Other(String),
}

/// Reads JSON of the shape of `T`.
pub(crate) fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ShapeError> {
    // Files edited on Windows begin with a byte order mark, which JSON forbids.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    match bytes.first() {
        None => Err(ShapeError::Empty),
        Some(b'<') => Err(ShapeError::WebPage),
        Some(_) => {
            serde_json::from_slice(bytes).map_err(|error| ShapeError::Other(shorten(&error.to_string())))
        }
    }
}

/// The network in a text, without host bits. A single address is a network of one address.
pub(crate) fn read_network(text: &str) -> Option<IpNet> {
    let text = text.trim();
    let single = || text.parse::<IpAddr>().ok().map(IpNet::from);
    text.parse::<IpNet>().ok().or_else(single).map(|network| network.trunc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_lose_their_host_bits() {
        let read = |text| read_network(text).map(|network| network.to_string());
        assert_eq!(read("192.0.2.99/24").as_deref(), Some("192.0.2.0/24"));
        assert_eq!(read(" 2001:db8::1/32 ").as_deref(), Some("2001:db8::/32"));
        assert_eq!(read("192.0.2.7").as_deref(), Some("192.0.2.7/32"));
        for text in ["", "192.0.2.0/33", "192.0.2/24", "example.org", "2001:db8::/129"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn an_empty_file_a_web_page_and_broken_json_are_different_errors() {
        let read = |text: &str| read_json::<Vec<String>>(text.as_bytes());
        assert_eq!(read("\u{feff}[\"a\"]\r\n"), Ok(vec!["a".to_owned()]));
        assert_eq!(read(" \n"), Err(ShapeError::Empty));
        assert_eq!(read("<!DOCTYPE html><title>Log in</title>"), Err(ShapeError::WebPage));
        assert!(matches!(read("[\"a\""), Err(ShapeError::Other(text)) if text.contains("line 1")));
    }

    #[test]
    fn a_message_does_not_repeat_the_file() {
        let error = read_json::<Vec<String>>(format!("\"{}\"", "x".repeat(1_000_000)).as_bytes());
        assert!(error.unwrap_err().to_string().len() < 400);
    }
}
