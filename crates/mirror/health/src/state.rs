use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// What a mirror has of one repository, best first.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum State {
    /// It has what the reference tree publishes.
    Current,
    /// It has something newer than the reference tree is known to have.
    Ahead,
    /// It has a former publication, which may be served for some time.
    Previous,
    /// It has a former publication that is too old, or one that the reference tree never had.
    Stale,
    /// It does not have the repository.
    Missing,
    /// Its repomd.xml is not valid, or names a file that the mirror does not have.
    Corrupt,
    /// It does not answer.
    Unreachable,
    /// It has not been checked yet.
    #[default]
    Unknown,
}

impl State {
    /// All states, best first.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Whether clients may be sent there.
    pub fn is_served(self) -> bool {
        matches!(self, Self::Current | Self::Ahead | Self::Previous)
    }

    /// Whether the mirror has a valid repomd.xml.
    pub fn is_readable(self) -> bool {
        self.is_served() || self == Self::Stale
    }

    /// The word in machine-readable output.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
