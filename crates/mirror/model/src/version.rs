use std::fmt;
use std::str::FromStr;

/// A version of the distribution in requests: `9`, `8.10`, `10.2-beta`, `10-kitten`.
///
/// Versions are parsed and not matched by prefix, so `80` is unrelated to `8`. They are text and not numbers, so `9.10`
/// is not `9.1`. Each version has exactly one spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    release: Release,
    text: Box<str>,
}

/// The numbers of a version: major, and optionally minor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    /// The number before the dot.
    pub major: u16,
    /// The number after the dot.
    pub minor: Option<u16>,
}

/// A text is not a version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a version such as `9`, `9.8` or `9.8-beta`")]
pub struct InvalidVersion(String);

impl Version {
    /// A version from its parts.
    pub fn new(release: Release, tag: Option<&str>) -> Self {
        let text = match tag {
            Some(tag) => format!("{release}-{tag}"),
            None => release.to_string(),
        };
        Self { release, text: text.into() }
    }

    pub fn release(&self) -> Release {
        self.release
    }

    /// The number before the dot.
    pub fn major(&self) -> u16 {
        self.release.major
    }

    /// The part after the dash.
    pub fn tag(&self) -> Option<&str> {
        self.text.split_once('-').map(|(_, tag)| tag)
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Release {
    /// A major release without a minor number.
    pub fn major(major: u16) -> Self {
        Self { major, minor: None }
    }
}

/// A number without sign, spaces or leading zeros.
fn number(text: &str) -> Option<u16> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}

impl FromStr for Version {
    type Err = InvalidVersion;

    fn from_str(text: &str) -> Result<Self, InvalidVersion> {
        let parse = || {
            let (numbers, tag) = match text.split_once('-') {
                Some((numbers, tag)) => (numbers, Some(tag)),
                None => (text, None),
            };
            let word = |tag: &str| {
                (1..=40).contains(&tag.len())
                    && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            };
            if !tag.is_none_or(word) {
                return None;
            }
            let release = match numbers.split_once('.') {
                Some((major, minor)) => Release { major: number(major)?, minor: Some(number(minor)?) },
                None => Release::major(number(numbers)?),
            };
            Some(Self { release, text: text.into() })
        };
        parse().ok_or_else(|| InvalidVersion(text.chars().take(40).collect()))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.major)?;
        self.minor.map_or(Ok(()), |minor| write!(f, ".{minor}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_version_prints_as_it_was_read() {
        for text in ["8", "8.10", "10.2-beta", "10-kitten", "9.0", "65535"] {
            let version: Version = text.parse().unwrap();
            assert_eq!(version.to_string(), text);
            assert_eq!(Version::new(version.release(), version.tag()), version);
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "", "08", "8.", ".8", "8.10.1", "8foo", "+8", " 8", "8.01", "9-", "9-be ta", "9-a-b", "99999",
            "8.65536",
        ] {
            assert!(text.parse::<Version>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn nine_ten_is_neither_nine_one_nor_before_it() {
        let version = |text: &str| text.parse::<Version>().unwrap();
        assert_ne!(version("9.10"), version("9.1"));
        assert!(version("9.10") > version("9.9"));
        assert!(version("9") < version("9-beta") && version("9-beta") < version("9.0"));
    }
}
