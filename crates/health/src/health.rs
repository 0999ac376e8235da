use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_model::{MirrorName, Protocol};
use maneki_registry::{Holding, Tree};

use crate::condition::Condition;
use crate::fault::Fault;
use crate::observation::Way;

/// What we believe about all mirrors.
pub type HealthTable = BTreeMap<MirrorName, MirrorHealth>;

/// What we believe about one mirror.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MirrorHealth {
    /// When it was last looked at.
    pub checked: Option<Timestamp>,
    /// How many rounds in a row it gave no answer that is of use.
    pub failed_rounds: u32,
    /// Tree by tree: the distribution itself, and the modules that it carries.
    pub trees: BTreeMap<Tree, TreeHealth>,
}

/// What we believe about one tree of a mirror.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TreeHealth {
    /// When everything was last looked at.
    pub full_look: Option<Timestamp>,
    /// What `TIME` says.
    pub freshness: Freshness,
    /// The ways to it, and whether they work.
    pub ways: BTreeMap<Way, WayHealth>,
    /// Every repository that it is expected to have.
    pub repositories: BTreeMap<Arc<Holding>, Condition>,
}

/// What `TIME` says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Freshness {
    /// When the mirror was last synchronised, as it says itself.
    pub claimed: Option<Timestamp>,
    /// Why it cannot be read.
    pub fault: Option<Fault>,
    /// Where it was asked for.
    pub url: Option<Arc<str>>,
    pub(crate) doubt: Option<Fault>,
}

/// Whether a way to a mirror works.
#[derive(Debug, Clone, PartialEq)]
pub struct WayHealth {
    /// Why it does not; `None`: it works.
    pub fault: Option<Fault>,
    /// Since when it is so.
    pub since: Timestamp,
    /// The last URL that was asked on it.
    pub url: Arc<str>,
}

impl MirrorHealth {
    /// What we believe about the distribution itself on this mirror.
    pub fn main(&self) -> Option<&TreeHealth> {
        self.trees.get(&Tree::Main)
    }
}

impl TreeHealth {
    /// Whether files can be fetched with a protocol, on any address family; `None`: not known yet.
    pub fn works(&self, protocol: Protocol) -> Option<bool> {
        let mut ways = self.ways.iter().filter(|(way, _)| way.protocol == protocol).peekable();
        ways.peek()?;
        Some(ways.any(|(_, way)| way.fault.is_none()))
    }
}
