use std::fmt;
use std::str::FromStr;

/// An autonomous system number (RFC 6793: 32 bits).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Asn(u32);

/// A text is not an autonomous system number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an autonomous system number: write a whole number from 1 to 4294967295")]
pub struct InvalidAsn(String);

impl Asn {
    /// The number; `None` for 0, which is reserved (RFC 7607).
    pub fn new(number: u32) -> Option<Self> {
        (number != 0).then_some(Self(number))
    }

    pub fn get(self) -> u32 {
        self.0
    }
}

impl FromStr for Asn {
    type Err = InvalidAsn;

    /// Parses `64500`, and `AS64500` as databases write it.
    fn from_str(text: &str) -> Result<Self, InvalidAsn> {
        let digits = text.strip_prefix("AS").unwrap_or(text);
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain
            .then(|| digits.parse().ok())
            .flatten()
            .and_then(Self::new)
            .ok_or_else(|| InvalidAsn(text.chars().take(40).collect()))
    }
}

impl fmt::Display for Asn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AS{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_read_and_nothing_else() {
        assert_eq!("AS15169".parse(), Ok(Asn(15169)));
        assert_eq!("4294967295".parse(), Ok(Asn(u32::MAX)));
        for wrong in ["", "AS", "0", "-1", "+1", "4294967296", "15169 ", "asn1"] {
            assert!(wrong.parse::<Asn>().is_err(), "{wrong:?}");
        }
    }
}
