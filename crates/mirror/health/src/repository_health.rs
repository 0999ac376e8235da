use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::repomd::{RepomdFacts, Validator};
use crate::state::State;

/// The health of one repository of one mirror. There may be a hundred thousand of these, so that a healthy one
/// takes little memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RepositoryHealth {
    /// Its state.
    pub state: State,
    /// When it came into this state; `None` before the first check.
    pub since: Option<Timestamp>,
    /// The last valid repomd.xml. It is shared with the reference tree if both have the same.
    pub repomd: Option<Arc<RepomdFacts>>,
    /// Makes the next request conditional.
    pub validator: Option<Validator>,
    /// What is wrong; `None` if nothing is.
    pub defects: Option<Box<Defects>>,
}

/// What is wrong with a repository.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Defects {
    /// Why its state is not `current`.
    pub reason: Option<Fault>,
    /// The URL that the reason is about.
    pub url: Option<Arc<str>>,
    /// When clients were last sent there, if they no longer are.
    pub good_until: Option<Timestamp>,
    /// A failure that has been confirmed.
    pub(crate) fault: Option<Fault>,
    /// A failure that was seen once and does not count yet.
    pub(crate) doubt: Option<Fault>,
    /// A failure of a file that the repomd.xml names.
    pub(crate) lacking: Option<Fault>,
}

impl RepositoryHealth {
    /// Why its state is not `current`.
    pub fn reason(&self) -> Option<&Fault> {
        self.defects.as_ref()?.reason.as_ref()
    }

    /// The URL that the reason is about.
    pub fn url(&self) -> Option<&Arc<str>> {
        self.defects.as_ref()?.url.as_ref()
    }

    /// When clients were last sent there, if they no longer are.
    pub fn good_until(&self) -> Option<Timestamp> {
        self.defects.as_ref()?.good_until
    }

    /// Whether a file that the repomd.xml names failed when it was last requested.
    pub fn lacks_files(&self) -> bool {
        self.defects.as_ref().is_some_and(|defects| defects.lacking.is_some())
    }

    /// Whether a failure was seen that does not count yet.
    pub(crate) fn is_in_doubt(&self) -> bool {
        self.defects.as_ref().is_some_and(|defects| defects.doubt.is_some())
    }

    /// Whether the last request was answered with a file.
    pub(crate) fn is_answered(&self) -> bool {
        self.defects.as_ref().is_none_or(|defects| defects.fault.is_none() && defects.doubt.is_none())
    }

    /// Changes the defects, and drops them if none are left.
    pub(crate) fn update_defects(&mut self, change: impl FnOnce(&mut Defects)) {
        let mut defects = self.defects.take().unwrap_or_default();
        change(&mut defects);
        self.defects = Some(defects).filter(|defects| **defects != Defects::default());
    }
}
