use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A digest of `N` bytes, written as lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Hash<const N: usize>([u8; N]);

/// The SHA-256 of a file, which identifies it.
pub type Digest = Hash<32>;

/// The SHA-512 of a file, for clients that check it besides the SHA-256.
pub type Sha512 = Hash<64>;

/// The text does not have the right number of hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a digest of {bytes} bytes has {} hexadecimal digits", 2 * .bytes)]
pub struct InvalidDigest {
    /// The length of the digest in bytes.
    pub bytes: usize,
}

impl<const N: usize> Hash<N> {
    /// A digest from its bytes.
    pub fn new(bytes: [u8; N]) -> Self {
        Self(bytes)
    }

    pub fn bytes(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> FromStr for Hash<N> {
    type Err = InvalidDigest;

    fn from_str(text: &str) -> Result<Self, InvalidDigest> {
        let text = text.as_bytes();
        let invalid = InvalidDigest { bytes: N };
        if text.len() != 2 * N {
            return Err(invalid);
        }
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let mut bytes = [0; N];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            let (high, low) = (digit(pair[0]), digit(pair[1]));
            *byte = high.zip(low).map(|(high, low)| high << 4 | low).ok_or(invalid)?;
        }
        Ok(Self(bytes))
    }
}

impl<const N: usize> TryFrom<String> for Hash<N> {
    type Error = InvalidDigest;

    fn try_from(text: String) -> Result<Self, InvalidDigest> {
        text.parse()
    }
}

impl<const N: usize> From<Hash<N>> for String {
    fn from(digest: Hash<N>) -> Self {
        digest.to_string()
    }
}

impl<const N: usize> fmt::Display for Hash<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<const N: usize> fmt::Debug for Hash<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_printed_as_it_was_read() {
        let text = "0123456789abcdef".repeat(4);
        assert_eq!(text.parse::<Digest>().unwrap().to_string(), text);
        assert!("0".repeat(63).parse::<Digest>().is_err());
        assert!("g".repeat(64).parse::<Digest>().is_err());
        assert!("é".repeat(32).parse::<Digest>().is_err());
        assert_eq!(text.repeat(2).parse::<Sha512>().unwrap().to_string(), text.repeat(2));
        let short = text.parse::<Sha512>().unwrap_err();
        assert_eq!(short.to_string(), "a digest of 64 bytes has 128 hexadecimal digits");
    }
}
