use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::observation::{RepomdFacts, Validator};

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
    /// Every one, the best first.
    pub const ALL: [Self; 8] = [
        Self::Current,
        Self::Ahead,
        Self::Previous,
        Self::Stale,
        Self::Missing,
        Self::Corrupt,
        Self::Unreachable,
        Self::Unknown,
    ];

    /// Whether clients may be sent there.
    pub fn is_served(self) -> bool {
        matches!(self, Self::Current | Self::Ahead | Self::Previous)
    }

    /// Whether there is a well-formed repomd.xml.
    pub fn is_readable(self) -> bool {
        self.is_served() || self == Self::Stale
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

/// What we believe about one repository of one mirror. There are a hundred thousand of these, so what is in
/// order takes little room.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RepositoryHealth {
    /// In a word.
    pub state: State,
    /// Since when it is in this state; `None` before the first look.
    pub since: Option<Timestamp>,
    /// The last well-formed repomd.xml; shared with the reference tree where it is the same.
    pub repomd: Option<Arc<RepomdFacts>>,
    /// What to ask with, so that an unchanged file costs no body.
    pub validator: Option<Validator>,
    /// What is the matter, if anything is.
    pub trouble: Option<Box<Defects>>,
}

/// What is the matter with a repository.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Defects {
    /// Why it is not simply current.
    pub reason: Option<Fault>,
    /// The URL that the reason is about.
    pub url: Option<Arc<str>>,
    /// Until when it was handed out, where it is not any more.
    pub good_until: Option<Timestamp>,
    /// A failure that stands.
    pub(crate) fault: Option<Fault>,
    /// A failure that was seen once and does not count yet.
    pub(crate) doubt: Option<Fault>,
    /// A file that the repomd.xml names and the mirror does not have.
    pub(crate) lacking: Option<Fault>,
}

impl RepositoryHealth {
    /// Why it is not simply current.
    pub fn reason(&self) -> Option<&Fault> {
        self.trouble.as_ref()?.reason.as_ref()
    }

    /// The URL that the reason is about.
    pub fn url(&self) -> Option<&Arc<str>> {
        self.trouble.as_ref()?.url.as_ref()
    }

    /// Until when it was handed out, where it is not any more.
    pub fn good_until(&self) -> Option<Timestamp> {
        self.trouble.as_ref()?.good_until
    }

    /// Whether the file that was asked for after the last change was not there.
    pub fn lacks_files(&self) -> bool {
        self.trouble.as_ref().is_some_and(|trouble| trouble.lacking.is_some())
    }

    /// Whether a failure was seen that does not count yet.
    pub(crate) fn is_in_doubt(&self) -> bool {
        self.trouble.as_ref().is_some_and(|trouble| trouble.doubt.is_some())
    }

    /// Whether the last question was answered with a file.
    pub(crate) fn is_answered(&self) -> bool {
        self.trouble.as_ref().is_none_or(|trouble| trouble.fault.is_none() && trouble.doubt.is_none())
    }

    /// Changes what is the matter, and forgets it where nothing is.
    pub(crate) fn trouble(&mut self, change: impl FnOnce(&mut Defects)) {
        let mut trouble = self.trouble.take().unwrap_or_default();
        change(&mut trouble);
        self.trouble = Some(trouble).filter(|trouble| **trouble != Defects::default());
    }
}
