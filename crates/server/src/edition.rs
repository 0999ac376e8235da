use std::sync::{Arc, OnceLock};

use arc_swap::{ArcSwap, Guard};
use axum::body::Bytes;
use jiff::Timestamp;
use maneki_config::Server;
use maneki_formats::{Audience, Envelope, mirror_objects};
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
    pub(crate) all_mirrors: OnceLock<Bytes>,
}

impl Edition {
    /// What everybody may know of all mirrors, as JSON: made once, for it has hundreds of kilobytes. Its
    /// timestamp is that of the edition.
    pub(crate) fn all_mirrors(&self) -> Bytes {
        let made = self.all_mirrors.get_or_init(|| {
            let timestamp = self.snapshot.created.as_second();
            self.all_mirrors_for(Audience::Public, timestamp).into()
        });
        made.clone()
    }

    /// What somebody may know of all mirrors, made anew.
    pub(crate) fn all_mirrors_for(&self, audience: Audience, timestamp: i64) -> String {
        let objects = mirror_objects(&self.snapshot, &self.networks, self.status, audience);
        Envelope::ok(objects, timestamp).to_text()
    }
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

#[cfg(test)]
pub(crate) mod tests {
    use maneki_config::load;
    use maneki_registry::{Policy, SourceTree, parse};

    use super::*;
    use crate::load::Loader;

    const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: []\n\
        duplicated_versions: {}\nvault_versions: []\nvault_mirror: http://v.example/\n\
        required_protocols: [http]\narches: {}\nrepos: []\n";

    /// An edition without any mirror.
    pub(crate) fn published() -> Published {
        let source = SourceTree::from_texts(CONFIG, []);
        let registry = parse(&source, Policy::default()).registry.unwrap();
        let config = load(None, [], []).unwrap().config;
        let loader = Loader { registry: "".into(), state: "".into(), no_check: true };
        let (atlas, _) = Atlas::open(&[] as &[std::path::PathBuf]);
        Published::new(loader.first_edition(
            registry,
            &config,
            atlas,
            Networks::default(),
            Timestamp::UNIX_EPOCH,
        ))
    }

    #[test]
    fn what_everybody_may_know_is_made_once() {
        let edition = published().edition();
        assert_eq!(edition.all_mirrors().as_ptr(), edition.all_mirrors().as_ptr());
    }
}
