use std::fmt;

/// Which of the two headers of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// The first header: digests and signatures of the rest.
    Signature,
    /// The second header: what the package is.
    Main,
}

impl Section {
    /// The tag of the region, which is the first entry.
    pub(super) fn region(self) -> u32 {
        match self {
            Self::Signature => 62,
            Self::Main => 63,
        }
    }

    /// How many entries rpm accepts (`lib/header.cc`).
    pub(super) fn most_entries(self) -> u32 {
        match self {
            Self::Signature => 32,
            Self::Main => 65_535,
        }
    }

    /// How many bytes of data rpm accepts (`lib/header.cc`).
    pub(super) fn most_data(self) -> u32 {
        match self {
            Self::Signature => 64 * 1024 * 1024,
            Self::Main => 256 * 1024 * 1024,
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Signature => "signature header",
            Self::Main => "header",
        })
    }
}
