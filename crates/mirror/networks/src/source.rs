//! Where ranges and lists come from.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use maneki_ground_outbound::ShownUrl;
use sha2::{Digest, Sha256};
use url::Url;

/// A local file or a URL.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A file on this machine.
    File(PathBuf),
    /// A URL to fetch.
    Url(Url),
}

/// A text with `://` in it that is not a URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is neither a URL nor a path: {0}")]
pub struct InvalidSource(url::ParseError);

impl FromStr for Source {
    type Err = InvalidSource;

    /// Reads a text with `://` as a URL, and every other text as a path.
    fn from_str(text: &str) -> Result<Self, InvalidSource> {
        if text.contains("://") {
            // The error leaves the text out, because it may hold a password.
            text.parse().map(Self::Url).map_err(InvalidSource)
        } else {
            Ok(Self::File(text.into()))
        }
    }
}

impl From<Url> for Source {
    fn from(url: Url) -> Self {
        Self::Url(url)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Url(url) => ShownUrl::from(url).fmt(f),
        }
    }
}

// Derived, it would print passwords into logs.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Url(url) => f.debug_tuple("Url").field(&ShownUrl::from(url)).finish(),
        }
    }
}

impl Source {
    /// A digest that identifies this source, the same in every process.
    ///
    /// User name and password are not part of it: they may change while the file stays the same, and a file on disk
    /// should not help to guess them.
    pub(crate) fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        match self {
            Self::File(path) => {
                digest.update(b"file ");
                digest.update(path.as_os_str().as_encoded_bytes());
            }
            Self::Url(url) => {
                digest.update(b"url ");
                digest.update(without_user(url).as_str());
            }
        }
        hex(&digest.finalize())
    }
}

fn without_user(url: &Url) -> Url {
    let mut bare = url.clone();
    // Both fail only for URLs that cannot have a user at all.
    let _ = bare.set_username("");
    let _ = bare.set_password(None);
    bare
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        text.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_a_scheme_is_a_url() {
        let source = |text: &str| text.parse::<Source>().unwrap();
        assert_eq!(source("/etc/maneki/aws.json"), Source::File("/etc/maneki/aws.json".into()));
        assert_eq!(source("aws.json"), Source::File("aws.json".into()));
        assert!(matches!(source("https://example.org/a.json"), Source::Url(_)));
        let error = "https://user:secret@[".parse::<Source>().unwrap_err().to_string();
        assert!(!error.contains("secret"), "{error}");
    }

    #[test]
    fn secrets_are_not_printed() {
        let source: Source = "https://user:secret@example.org/a.json?token=secret#secret".parse().unwrap();
        assert_eq!(source.to_string(), "https://example.org/a.json?…");
        assert!(!format!("{source:?}").contains("secret"));
    }

    #[test]
    fn a_fingerprint_depends_on_the_source_and_not_on_its_password() {
        let fingerprint = |text: &str| text.parse::<Source>().unwrap().fingerprint();
        assert_eq!(fingerprint("https://a:b@example.org/x"), fingerprint("https://example.org/x"));
        assert_ne!(fingerprint("https://example.org/x?a=1"), fingerprint("https://example.org/x?a=2"));
        assert_ne!(fingerprint("https://example.org/x"), fingerprint("http://example.org/x"));
        assert_eq!(fingerprint("aws.json").len(), 64);
    }
}
