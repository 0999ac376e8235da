use maneki_mirror_health::State;

/// How one mirror stands for one place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It has the current publication.
    Current,
    /// It has an older or a newer publication that may be served.
    Other,
    /// It has not been checked yet.
    Unknown,
    /// It cannot serve now, but was among the last mirrors that could.
    LastGood(Cause),
    /// It cannot serve.
    Out(Cause),
    /// The operator has taken it out.
    Drained,
}

/// Why a mirror cannot serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Its `TIME` is missing, invalid or too old, so nothing on it is served.
    Expired,
    /// The repository is in this state.
    Repository(State),
    /// Some of the images are missing, or have the wrong size.
    Incomplete,
}

impl Cause {
    /// The word in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Repository(state) => state.word(),
            Self::Incomplete => "incomplete",
        }
    }
}
