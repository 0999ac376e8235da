use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};
use jiff::Timestamp;
use maneki_config::Server;
use maneki_geo::Atlas;
use maneki_snapshot::{Networks, Snapshot};
use serde::Serialize;

/// Everything that an answer depends on besides the client and the time.
pub struct Edition {
    /// The mirrors and their indexes.
    pub snapshot: Snapshot,
    /// Where addresses are.
    pub atlas: Arc<Atlas>,
    /// The networks that do not stand in the registry.
    pub networks: Arc<Networks>,
    /// How requests are answered.
    pub settings: Arc<Server>,
    /// What debug objects say of every mirror until mirrors are checked one by one.
    pub status: &'static str,
}

/// What is served now, and how the service feels.
pub(crate) struct Published {
    edition: ArcSwap<Edition>,
    readiness: ArcSwap<Readiness>,
}

/// What `/readyz` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Readiness {
    /// `ready` as soon as a snapshot is served.
    pub status: &'static str,
    /// Whole check rounds since the start; 0 means that health is unknown.
    pub rounds: u64,
    /// Which snapshot is served: counts from 1.
    pub snapshot: u64,
    /// When it was made.
    pub created: Timestamp,
    /// How many mirrors it has.
    pub mirrors: usize,
    /// What keeps the service from being up to date, if anything does.
    pub problems: Vec<String>,
}

impl Published {
    pub(crate) fn new(edition: Edition) -> Self {
        let readiness = Readiness::of(&edition, Vec::new());
        Self { edition: ArcSwap::from_pointee(edition), readiness: ArcSwap::from_pointee(readiness) }
    }

    pub(crate) fn edition(&self) -> Arc<Edition> {
        self.edition.load_full()
    }

    pub(crate) fn readiness(&self) -> Guard<Arc<Readiness>> {
        self.readiness.load()
    }

    /// Puts a new edition in the place of the old one; requests that have begun finish with theirs.
    pub(crate) fn publish(&self, edition: Edition, problems: Vec<String>) {
        self.readiness.store(Arc::new(Readiness::of(&edition, problems)));
        self.edition.store(Arc::new(edition));
    }

    /// Says what is wrong while the old edition goes on.
    pub(crate) fn complain(&self, problems: Vec<String>) {
        let readiness = Readiness::of(&self.edition.load(), problems);
        self.readiness.store(Arc::new(readiness));
    }
}

impl Readiness {
    fn of(edition: &Edition, problems: Vec<String>) -> Self {
        Self {
            status: "ready",
            rounds: 0,
            snapshot: edition.snapshot.serial,
            created: edition.snapshot.created,
            mirrors: edition.snapshot.entries().len(),
            problems,
        }
    }
}
