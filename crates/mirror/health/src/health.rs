use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_model::{MirrorName, Protocol};
use maneki_mirror_registry::{Holding, IsoFolder, Tree};
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::iso::IsoHealth;
use crate::observation::{Family, Route};
use crate::policy::Policy;
use crate::repository_health::RepositoryHealth;

/// What we believe about all mirrors; shared, for it is handed on after every change.
pub type HealthTable = BTreeMap<MirrorName, Arc<MirrorHealth>>;

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
    pub routes: BTreeMap<Route, RouteHealth>,
    /// Every repository that it is expected to have. What does not change is one piece of memory from round
    /// to round: several tables are kept at a time.
    pub repositories: BTreeMap<Arc<Holding>, Arc<RepositoryHealth>>,
    /// Every set of images that the reference tree names, as far as it was looked for.
    pub isos: BTreeMap<Arc<IsoFolder>, IsoHealth>,
}

/// What `TIME` says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RouteHealth {
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

    /// How far the distribution was behind its source when it was last looked at, by its `TIME`; `None`:
    /// not known, or not any more.
    pub fn lag(&self) -> Option<Duration> {
        let freshness = &self.main()?.freshness;
        let claimed = freshness.claimed.filter(|_| freshness.fault.is_none())?;
        Some(Duration::try_from(self.checked?.duration_since(claimed)).unwrap_or_default())
    }
}

impl TreeHealth {
    /// Whether `TIME` forbids to serve anything of this tree: it is missing, invalid or too old.
    pub fn is_expired(&self, policy: &Policy, now: Timestamp) -> bool {
        !matches!(self.freshness.objection(policy, now), Ok(None))
    }

    /// Whether files can be fetched with a protocol, on any address family; `None`: not known yet.
    pub fn works(&self, protocol: Protocol) -> Option<bool> {
        self.any_route_works(|route| route.protocol == protocol)
    }

    /// Whether files can be fetched with a protocol over an address family; where that was not tried, whether
    /// they can be with another protocol. `None`: not known, or there is no such address.
    pub fn works_over(&self, family: Family, protocol: Protocol) -> Option<bool> {
        let over = |route: &Route| route.family == Some(family);
        self.any_route_works(|route| over(route) && route.protocol == protocol)
            .or_else(|| self.any_route_works(over))
    }

    fn any_route_works(&self, wanted: impl Fn(&Route) -> bool) -> Option<bool> {
        let mut routes = self.routes.iter().filter(|(route, _)| wanted(route)).peekable();
        routes.peek()?;
        Some(routes.any(|(_, route)| route.fault.is_none()))
    }
}
