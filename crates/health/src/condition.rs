use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

use crate::fault::Fault;
use crate::observation::{Seen, Validators};

/// What a mirror has of one repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum State {
    /// What the reference tree publishes.
    Current,
    /// Newer than the reference tree as we know it.
    Ahead,
    /// What was published before, within the time that is allowed.
    Previous,
    /// Something else, not newer, or outlived.
    Stale,
    /// Nothing.
    Missing,
    /// Not what a repomd.xml is, or its files are not there.
    Corrupt,
    /// No answer.
    Unreachable,
    /// Not looked at yet.
    #[default]
    Unknown,
}

impl State {
    /// Whether clients may be sent there.
    pub fn is_handed_out(self) -> bool {
        matches!(self, Self::Current | Self::Ahead | Self::Previous)
    }

    /// Whether there is a well-formed repomd.xml.
    pub fn is_readable(self) -> bool {
        self.is_handed_out() || self == Self::Stale
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Ahead => "ahead",
            Self::Previous => "previous",
            Self::Stale => "stale",
            Self::Missing => "missing",
            Self::Corrupt => "corrupt",
            Self::Unreachable => "unreachable",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What we believe about one repository of one mirror.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    /// In a word.
    pub state: State,
    /// Since when it is in this state; `None` before the first look.
    pub since: Option<Timestamp>,
    /// Why it is not simply current.
    pub reason: Option<Fault>,
    /// The URL that the reason is about.
    pub url: Option<Arc<str>>,
    /// The last well-formed repomd.xml, without the file that it names.
    pub seen: Option<Seen>,
    /// What to ask with, so that an unchanged file costs no body.
    pub validators: Validators,
    /// A failure that stands.
    pub(crate) fault: Option<Fault>,
    /// A failure that was seen once and does not count yet.
    pub(crate) doubt: Option<Fault>,
    /// A file that the repomd.xml names and the mirror does not have.
    pub(crate) lacking: Option<Fault>,
}

impl Condition {
    /// Whether the file that was asked for after the last change was not there.
    pub fn lacks_files(&self) -> bool {
        self.lacking.is_some()
    }
}
