/// What the operator expects of a repository.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// How much is read.
    pub depth: Depth,
    /// Now, in seconds since 1970.
    pub at: i64,
    /// The architecture; found out where absent.
    pub arch: Option<String>,
    /// The distribution, such as `el9`; found out where absent.
    pub dist: Option<String>,
}

/// How much of a repository is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, clap::ValueEnum)]
pub enum Depth {
    /// The metadata alone
    Metadata,
    /// The metadata, and the headers of every package
    Headers,
    /// The metadata, and every byte of every package
    #[default]
    Full,
}

impl Depth {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Headers => "headers",
            Self::Full => "full",
        }
    }
}
