use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_model::{MirrorName, Protocol};
use maneki_mirror_registry::{Holding, IsoFolder, Tree};
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::freshness::Freshness;
use crate::iso::IsoHealth;
use crate::policy::Policy;
use crate::repository_health::RepositoryHealth;
use crate::route::{Family, Route};
use crate::state::State;

/// The health of all mirrors. Entries are shared, because a copy of the table is published after each change.
pub type HealthTable = BTreeMap<MirrorName, Arc<MirrorHealth>>;

/// The health of one mirror.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MirrorHealth {
    /// When it was last checked.
    pub checked: Option<Timestamp>,
    /// The number of rounds in a row in which no repository was good.
    pub failed_rounds: u32,
    /// The distribution itself, and the modules that the mirror carries.
    pub trees: BTreeMap<Tree, TreeHealth>,
}

/// The health of one tree of a mirror.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TreeHealth {
    /// When all repositories were last checked in one look.
    pub full_look: Option<Timestamp>,
    /// What `TIME` says.
    pub freshness: Freshness,
    /// The routes to the tree.
    pub routes: BTreeMap<Route, RouteHealth>,
    /// Every repository that the mirror should have. Several tables are kept at a time, so what does not change
    /// from round to round is shared.
    pub repositories: BTreeMap<Arc<Holding>, Arc<RepositoryHealth>>,
    /// The sets of images of the reference tree that were checked.
    pub isos: BTreeMap<Arc<IsoFolder>, IsoHealth>,
}

/// Whether a route to a mirror works.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RouteHealth {
    /// Why it fails; `None` if it works.
    pub fault: Option<Fault>,
    /// Since when it fails or works.
    pub since: Timestamp,
    /// The last URL that was requested on it.
    pub url: Arc<str>,
}

impl MirrorHealth {
    /// The health of the distribution itself on this mirror.
    pub fn main(&self) -> Option<&TreeHealth> {
        self.trees.get(&Tree::Main)
    }

    /// The age of the distribution at the last check, by its `TIME`; `None` if `TIME` cannot
    /// be read.
    pub fn lag(&self) -> Option<Duration> {
        let freshness = &self.main()?.freshness;
        let claimed = freshness.claimed.filter(|_| freshness.fault.is_none())?;
        // A mirror whose clock is ahead has no lag.
        Some(Duration::try_from(self.checked?.duration_since(claimed)).unwrap_or(Duration::ZERO))
    }

    /// Whether every answer treats this health and another alike, so that a new snapshot can wait.
    pub fn serves_like(&self, other: &Self, policy: &Policy, now: Timestamp) -> bool {
        let mut trees = self.trees.iter().zip(&other.trees);
        self.trees.len() == other.trees.len()
            && trees.all(|((name, tree), (other_name, other))| {
                name == other_name && tree.serves_like(other, policy, now)
            })
    }
}

impl TreeHealth {
    /// Whether `TIME` forbids to serve anything of this tree: it is missing, invalid or too old.
    pub fn is_expired(&self, policy: &Policy, now: Timestamp) -> bool {
        !matches!(self.freshness.objection(policy, now), Ok(None))
    }

    /// Whether files can be fetched with a protocol over any address family; `None` if this is not known yet.
    pub fn works(&self, protocol: Protocol) -> Option<bool> {
        self.any_route_works(|route| route.protocol == protocol)
    }

    /// Whether files can be fetched with a protocol over an address family. If that was not tried, the result for
    /// another protocol over the same family counts. `None` if nothing was tried, or there is no such address.
    pub fn works_over(&self, family: Family, protocol: Protocol) -> Option<bool> {
        let over = |route: &Route| route.family == Some(family);
        let wanted = self.any_route_works(|route| over(route) && route.protocol == protocol);
        wanted.or_else(|| self.any_route_works(over))
    }

    fn any_route_works(&self, wanted: impl Fn(&Route) -> bool) -> Option<bool> {
        let mut routes = self.routes.iter().filter(|(route, _)| wanted(route)).peekable();
        routes.peek()?;
        Some(routes.any(|(_, route)| route.fault.is_none()))
    }

    /// Whether every answer treats both alike. This names everything of health that a standing or a route in a
    /// snapshot depends on; a test of the snapshot crate checks that it leaves nothing out.
    fn serves_like(&self, other: &Self, policy: &Policy, now: Timestamp) -> bool {
        let expired = self.is_expired(policy, now);
        expired == other.is_expired(policy, now)
            && (!expired || self.freshness.claimed == other.freshness.claimed)
            && self.routes_work_like(other)
            && self.repositories_serve_like(other, expired)
            && self.isos_serve_like(other)
    }

    fn routes_work_like(&self, other: &Self) -> bool {
        let works = |(route, health): (&Route, &RouteHealth)| (*route, health.fault.is_none());
        self.routes.iter().map(works).eq(other.routes.iter().map(works))
    }

    fn repositories_serve_like(&self, other: &Self, expired: bool) -> bool {
        let mut pairs = self.repositories.iter().zip(&other.repositories);
        self.repositories.len() == other.repositories.len()
            && pairs.all(|((holding, health), (other_holding, other))| {
                holding == other_holding && (Arc::ptr_eq(health, other) || health.serves_like(other, expired))
            })
    }

    fn isos_serve_like(&self, other: &Self) -> bool {
        let mut pairs = self.isos.iter().zip(&other.isos);
        self.isos.len() == other.isos.len()
            && pairs.all(|((folder, health), (other_folder, other))| {
                folder == other_folder
                    && health.is_complete() == other.is_complete()
                    && health.set == other.set
            })
    }
}

impl RepositoryHealth {
    fn serves_like(&self, other: &Self, expired: bool) -> bool {
        let digest = |health: &Self| health.repomd.as_ref().map(|repomd| repomd.digest);
        self.state == other.state
            && self.good_until() == other.good_until()
            && (!expired || self.since == other.since)
            // A current repository has the published digest, or there is nothing to compare it with.
            && (self.state == State::Current || digest(self) == digest(other))
    }
}
