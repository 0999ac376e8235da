use std::fmt;

/// How a file is packed, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Packing {
    /// Not packed.
    Plain,
    /// gzip
    Gzip,
    /// xz
    Xz,
    /// bzip2
    Bzip2,
    /// Zstandard
    Zstd,
    /// zchunk, whose contents are not read.
    Zchunk,
}

impl Packing {
    /// How many bytes [`Packing::from_magic`] needs.
    pub const MAGIC: usize = 5;

    /// The packing by the first bytes of the file.
    pub fn from_magic(start: &[u8]) -> Self {
        match start {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0xfd, b'7', b'z', ..] => Self::Xz,
            [b'B', b'Z', b'h', ..] => Self::Bzip2,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            [0, b'Z', b'C', b'K', b'1', ..] => Self::Zchunk,
            _ => Self::Plain,
        }
    }

    /// The packing by the suffix of a file name; plain for every other suffix.
    pub fn from_suffix(name: &str) -> Self {
        match name.rsplit_once('.').map(|(_, suffix)| suffix) {
            Some("gz") => Self::Gzip,
            Some("xz") => Self::Xz,
            Some("bz2") => Self::Bzip2,
            Some("zst") => Self::Zstd,
            Some("zck") => Self::Zchunk,
            _ => Self::Plain,
        }
    }

    /// The word for it, which is the suffix without its dot, or `none`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plain => "none",
            Self::Gzip => "gz",
            Self::Xz => "xz",
            Self::Bzip2 => "bz2",
            Self::Zstd => "zst",
            Self::Zchunk => "zck",
        }
    }
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
