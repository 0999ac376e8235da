use std::fmt;

/// The name of a mirror: in practice a host name, `mirror.example.org`.
///
/// The name is its identity in pages, logs and history, so it contains no character that would need escaping in a path
/// or a line of text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MirrorName(Box<str>);

/// Why a text is not the name of a mirror.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidMirrorName {
    /// The text is empty.
    #[error("the name is empty")]
    Empty,
    /// The text is longer than a host name (RFC 1035).
    #[error("the name is longer than {max} bytes", max = MirrorName::MAX_LENGTH)]
    TooLong,
    /// The text is a URL: `http://…`.
    #[error("the name is a URL; write only the host, such as `mirror.example.org`")]
    Url,
    /// A character that host names do not have.
    #[error("the name holds {0:?}; write only the host, such as `mirror.example.org`")]
    Character(char),
}

impl MirrorName {
    /// The length of the longest host name, in bytes (RFC 1035, section 2.3.4).
    pub const MAX_LENGTH: usize = 253;

    pub fn parse(text: &str) -> Result<Self, InvalidMirrorName> {
        if text.is_empty() {
            return Err(InvalidMirrorName::Empty);
        }
        if text.contains("://") {
            return Err(InvalidMirrorName::Url);
        }
        if text.len() > Self::MAX_LENGTH {
            return Err(InvalidMirrorName::TooLong);
        }
        let refused = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':'));
        match text.chars().find(|&c| refused(c)) {
            Some(character) => Err(InvalidMirrorName::Character(character)),
            None => Ok(Self(text.into())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MirrorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_names_are_names_and_urls_are_not() {
        assert!(MirrorName::parse("mirror.example.org").is_ok());
        assert!(MirrorName::parse("spiegel.bücher.example").is_ok());
        for (text, why) in [
            ("", InvalidMirrorName::Empty),
            ("http://a", InvalidMirrorName::Url),
            ("a/", InvalidMirrorName::Character('/')),
            ("a b", InvalidMirrorName::Character(' ')),
            ("a\n", InvalidMirrorName::Character('\n')),
            ("<b>", InvalidMirrorName::Character('<')),
        ] {
            assert_eq!(MirrorName::parse(text), Err(why), "{text:?}");
        }
    }
}
