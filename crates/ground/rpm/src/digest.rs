use std::fmt;

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha224, Sha256, Sha384, Sha512};

/// A kind of digest that packages or metadata name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DigestKind {
    /// MD5, weak.
    Md5,
    /// SHA-1, weak.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl DigestKind {
    /// The kind by its name in repository metadata, where `sha` is SHA-1.
    pub fn from_metadata(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "md5" => Some(Self::Md5),
            "sha" | "sha1" => Some(Self::Sha1),
            "sha224" => Some(Self::Sha224),
            "sha256" => Some(Self::Sha256),
            "sha384" => Some(Self::Sha384),
            "sha512" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// The kind by its number in package headers, which is that of RFC 9580, section 9.5.
    pub fn from_openpgp(number: u64) -> Option<Self> {
        match number {
            1 => Some(Self::Md5),
            2 => Some(Self::Sha1),
            8 => Some(Self::Sha256),
            9 => Some(Self::Sha384),
            10 => Some(Self::Sha512),
            11 => Some(Self::Sha224),
            _ => None,
        }
    }

    /// Whether collisions can be made.
    pub fn is_weak(self) -> bool {
        matches!(self, Self::Md5 | Self::Sha1)
    }

    /// The name as metadata writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha224 => "sha224",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        }
    }

    /// How many bytes a digest of this kind has.
    pub fn length(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha224 => 28,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

impl fmt::Display for DigestKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The digest of some bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest {
    kind: DigestKind,
    /// As many as [`DigestKind::length`] says; the rest is 0.
    bytes: [u8; 64],
}

impl Digest {
    /// The digest of a text in memory.
    pub fn of_bytes(kind: DigestKind, bytes: &[u8]) -> Self {
        let mut hasher = Hasher::new(kind);
        hasher.update(bytes);
        hasher.finish()
    }

    /// Parses hexadecimal digits of either case; `None` where there are other characters, or more or fewer than
    /// the kind has.
    pub fn parse(kind: DigestKind, text: &str) -> Option<Self> {
        if text.len() != kind.length() * 2 {
            return None;
        }
        let mut bytes = [0; 64];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self { kind, bytes })
    }

    /// A digest that is stored as bytes; `None` where the kind has more or fewer.
    pub fn from_bytes(kind: DigestKind, stored: &[u8]) -> Option<Self> {
        let mut bytes = [0; 64];
        (stored.len() == kind.length()).then(|| bytes[..stored.len()].copy_from_slice(stored))?;
        Some(Self { kind, bytes })
    }

    /// The kind of the digest.
    pub fn kind(&self) -> DigestKind {
        self.kind
    }

    /// The bytes of the digest.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.kind.length()]
    }
}

impl fmt::Display for Digest {
    /// Lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{self}", self.kind)
    }
}

/// Computes a digest piece by piece.
#[derive(Clone)]
pub struct Hasher(State);

#[derive(Clone)]
enum State {
    Md5(Md5),
    Sha1(Sha1),
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

impl Hasher {
    /// A digest of nothing yet.
    pub fn new(kind: DigestKind) -> Self {
        Self(match kind {
            DigestKind::Md5 => State::Md5(Md5::new()),
            DigestKind::Sha1 => State::Sha1(Sha1::new()),
            DigestKind::Sha224 => State::Sha224(Sha224::new()),
            DigestKind::Sha256 => State::Sha256(Sha256::new()),
            DigestKind::Sha384 => State::Sha384(Sha384::new()),
            DigestKind::Sha512 => State::Sha512(Sha512::new()),
        })
    }

    /// Adds bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Md5(state) => state.update(bytes),
            State::Sha1(state) => state.update(bytes),
            State::Sha224(state) => state.update(bytes),
            State::Sha256(state) => state.update(bytes),
            State::Sha384(state) => state.update(bytes),
            State::Sha512(state) => state.update(bytes),
        }
    }

    /// The digest of all bytes that were added.
    #[expect(clippy::missing_panics_doc, reason = "it cannot panic")]
    pub fn finish(self) -> Digest {
        let (kind, stored): (_, &[u8]) = match self.0 {
            State::Md5(state) => (DigestKind::Md5, &state.finalize()),
            State::Sha1(state) => (DigestKind::Sha1, &state.finalize()),
            State::Sha224(state) => (DigestKind::Sha224, &state.finalize()),
            State::Sha256(state) => (DigestKind::Sha256, &state.finalize()),
            State::Sha384(state) => (DigestKind::Sha384, &state.finalize()),
            State::Sha512(state) => (DigestKind::Sha512, &state.finalize()),
        };
        Digest::from_bytes(kind, stored).expect("a hasher returns as many bytes as its kind has")
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hasher").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [DigestKind; 6] = [
        DigestKind::Md5,
        DigestKind::Sha1,
        DigestKind::Sha224,
        DigestKind::Sha256,
        DigestKind::Sha384,
        DigestKind::Sha512,
    ];

    #[test]
    fn known_digests_of_nothing() {
        let empty = |kind| Digest::of_bytes(kind, b"").to_string();
        assert_eq!(empty(DigestKind::Md5), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(empty(DigestKind::Sha1), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assert!(empty(DigestKind::Sha256).starts_with("e3b0c44298fc1c149afbf4c8996fb924"));
        assert!(empty(DigestKind::Sha512).starts_with("cf83e1357eefb8bdf1542850d66d8007"));
    }

    #[test]
    fn a_printed_digest_parses_to_itself_in_either_case() {
        for kind in KINDS {
            let digest = Digest::of_bytes(kind, b"oak");
            assert_eq!(Digest::parse(kind, &digest.to_string()), Some(digest));
            assert_eq!(Digest::parse(kind, &digest.to_string().to_uppercase()), Some(digest));
            assert_eq!(DigestKind::from_metadata(kind.word()), Some(kind));
        }
    }

    #[test]
    fn other_texts_are_not_digests() {
        for text in ["", "00", "é".repeat(16).as_str(), "g".repeat(32).as_str(), &"0".repeat(33)] {
            assert_eq!(Digest::parse(DigestKind::Md5, text), None, "{text}");
        }
        assert_eq!(DigestKind::from_metadata("crc32"), None);
    }
}
