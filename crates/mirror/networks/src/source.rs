//! Where ranges come from, as the configuration says it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use maneki_ground_outbound::shorten;
use sha2::{Digest, Sha256};
use url::Url;

/// A local file, or an address to fetch from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A file on this machine; reading it asks nobody.
    File(PathBuf),
    /// To be fetched.
    Url(Url),
}

/// A text with `://` in it that is no URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is neither a URL nor a path: {0}")]
pub struct InvalidSource(url::ParseError);

impl FromStr for Source {
    type Err = InvalidSource;

    /// A text with `://` is a URL, every other one a path.
    fn from_str(text: &str) -> Result<Self, InvalidSource> {
        if text.contains("://") {
            // The text itself stays out of the error: it may hold a password.
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
    /// A digest that tells this source from every other one, the same in every process.
    ///
    /// User name and password are no part of it: they may change while the list stays the same, and what is
    /// written to disk should not help to guess them.
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

/// A URL as it may be read by everybody: without user name, password and query, where secrets are kept, and
/// no longer than a message.
#[derive(Clone, PartialEq, Eq)]
pub struct ShownUrl(String);

impl From<&Url> for ShownUrl {
    fn from(url: &Url) -> Self {
        let mut shown = without_user(url);
        if shown.query().is_some() {
            shown.set_query(Some("…"));
        }
        shown.set_fragment(None);
        // The parser writes the mark for "something was left out" as bytes.
        Self(shorten(&shown.as_str().replace("?%E2%80%A6", "?…")))
    }
}

impl fmt::Display for ShownUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShownUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

fn without_user(url: &Url) -> Url {
    let mut bare = url.clone();
    // Both refuse only URLs that cannot have a user at all.
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
    fn fingerprints_tell_sources_apart_and_passwords_do_not() {
        let of = |text: &str| text.parse::<Source>().unwrap().fingerprint();
        assert_eq!(of("https://a:b@example.org/x"), of("https://example.org/x"));
        assert_ne!(of("https://example.org/x?a=1"), of("https://example.org/x?a=2"));
        assert_ne!(of("https://example.org/x"), of("http://example.org/x"));
        assert_eq!(of("aws.json").len(), 64);
    }
}
