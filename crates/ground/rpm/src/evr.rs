use std::cmp::Ordering;
use std::fmt;

use crate::vercmp;

/// The version of a package: epoch, version and release.
///
/// `==` compares the text; [`Evr::compare`] is the order of rpm, in which `1.05-1` and `1.5-1` are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Evr<'a> {
    /// 0 where none is written.
    pub epoch: u32,
    /// The version of the software.
    pub version: &'a str,
    /// The release of the package; empty where none is written, as in many dependencies.
    pub release: &'a str,
}

/// Why a text is not the version of a package.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadEvr {
    /// The part before the colon is not an unsigned number of 32 bits.
    #[error("the epoch `{0}` is not a number from 0 to 4294967295")]
    Epoch(String),
    /// Nothing is written for the version.
    #[error("the version is empty")]
    NoVersion,
}

impl<'a> Evr<'a> {
    /// Parses `[epoch:]version[-release]`; the release follows the last hyphen.
    pub fn parse(text: &'a str) -> Result<Self, BadEvr> {
        let (epoch, rest) = match text.split_once(':') {
            Some((epoch, rest)) => (parse_epoch(epoch)?, rest),
            None => (0, text),
        };
        let (version, release) = rest.rsplit_once('-').unwrap_or((rest, ""));
        if version.is_empty() {
            return Err(BadEvr::NoVersion);
        }
        Ok(Self { epoch, version, release })
    }

    /// The order of rpm: the epoch as a number, then the version, then the release.
    pub fn compare(&self, other: &Evr<'_>) -> Ordering {
        self.compare_version(other).then_with(|| vercmp(self.release, other.release))
    }

    /// The order of rpm without the release.
    pub fn compare_version(&self, other: &Evr<'_>) -> Ordering {
        self.epoch.cmp(&other.epoch).then_with(|| vercmp(self.version, other.version))
    }
}

/// An epoch as it is written; empty means 0.
pub(crate) fn parse_epoch(text: &str) -> Result<u32, BadEvr> {
    if text.is_empty() {
        return Ok(0);
    }
    // `u32::from_str` accepts a leading `+`, rpm does not.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or_else(|| BadEvr::Epoch(text.to_owned()))
}

impl fmt::Display for Evr<'_> {
    /// `[epoch:]version[-release]`; an epoch of 0 is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.epoch != 0 {
            write!(f, "{}:", self.epoch)?;
        }
        f.write_str(self.version)?;
        if !self.release.is_empty() {
            write!(f, "-{}", self.release)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn epoch_and_release_are_optional() {
        let parsed = |text| Evr::parse(text).map(|evr| (evr.epoch, evr.version, evr.release));
        assert_eq!(parsed("1:2.0-3.el9"), Ok((1, "2.0", "3.el9")));
        assert_eq!(parsed("2.0"), Ok((0, "2.0", "")));
        assert_eq!(parsed(":2.0-1"), Ok((0, "2.0", "1")));
        assert_eq!(parsed("2-0-1"), Ok((0, "2-0", "1")));
    }

    #[test]
    fn a_bad_epoch_and_an_empty_version_are_errors() {
        for epoch in ["x", "+1", "-1", "4294967296", "1 "] {
            assert_eq!(Evr::parse(&format!("{epoch}:1-1")), Err(BadEvr::Epoch(epoch.to_owned())));
        }
        for text in ["", "1:", "-1", "0:-1"] {
            assert_eq!(Evr::parse(text), Err(BadEvr::NoVersion), "{text}");
        }
    }

    #[test]
    fn the_epoch_outweighs_the_version_and_the_version_the_release() {
        let order = |left, right| Evr::parse(left).unwrap().compare(&Evr::parse(right).unwrap());
        assert_eq!(order("1:1-1", "2-1"), Ordering::Greater);
        assert_eq!(order("10:1-1", "9:1-1"), Ordering::Greater);
        assert_eq!(order("1.1-1", "1.0-2"), Ordering::Greater);
        assert_eq!(order("1.0-1.el9", "1.0-1.el9.alma.1"), Ordering::Less);
        assert_eq!(order("1.05-1", "1.5-1"), Ordering::Equal);
        assert_eq!(order("0:1-1", "1-1"), Ordering::Equal);
    }

    proptest! {
        #[test]
        fn a_printed_version_parses_to_itself(epoch: u32, version in "[a-z0-9.~^]{1,6}", release in "[a-z0-9.]{0,6}") {
            let evr = Evr { epoch, version: &version, release: &release };
            let printed = evr.to_string();
            prop_assert_eq!(Evr::parse(&printed), Ok(evr));
        }

        #[test]
        fn any_text_is_parsed_or_refused(text in "\\PC{0,20}") {
            let _ = Evr::parse(&text);
        }
    }
}
