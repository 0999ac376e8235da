use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::{ArcSwap, Guard};
use axum::body::Bytes;
use jiff::Timestamp;
use maneki_ground_config::Server;
use maneki_ground_diagnostics::Diagnostic;
use maneki_ground_site::Site;
use maneki_mirror_api::diagnostics::Hidden;
use maneki_mirror_config::{Config, Lists};
use maneki_mirror_formats::metalink::Forms;
use maneki_mirror_formats::{Audience, Envelope, mirror_objects};
use maneki_mirror_geo::Atlas;
use maneki_mirror_health::VaultHealth;
use maneki_mirror_registry::Registry;
use maneki_mirror_select::{Client, Slot};
use maneki_mirror_snapshot::{Inputs, Networks, Snapshot};
use tokio::sync::{OnceCell, Semaphore};

use crate::load::{Learned, Loaded};
use crate::past::Past;
use crate::places::places;
use crate::usual::Usual;
use maneki_mirror_checker::{HealthState, Problem};

/// Everything that an answer depends on besides the client and the time.
pub struct Edition {
    /// The mirrors and their indexes.
    pub snapshot: Snapshot,
    /// Where addresses are.
    pub atlas: Arc<Atlas>,
    /// The networks that do not stand in the registry.
    pub networks: Arc<Networks>,
    /// Which proxies and which administrator the service trusts.
    pub server: Arc<Server>,
    /// How long lists are, and for how long their order stays.
    pub lists: Lists,
    /// How long a round of checks takes at most.
    pub(crate) round: Duration,
    /// What all pages share.
    pub site: Arc<Site>,
    /// What nearly all clients ask for.
    pub(crate) usual: Usual,
    /// What every client of a repository is told, without its mirrors.
    pub(crate) metalinks: Forms,
    pub(crate) all_mirrors: AllMirrors,
}

impl Edition {
    /// Makes the edition of a registry: the same arguments make the same one.
    pub fn new(
        registry: Registry,
        config: &Config,
        learned: &Learned,
        serial: u64,
        created: Timestamp,
    ) -> Self {
        let Learned { atlas, networks, addresses, believed, drains, site } = learned;
        let health = believed.as_ref().map(|believed| believed.health());
        let places = places(&registry, atlas, addresses);
        let inputs = Inputs { places, networks, health, drains };
        let snapshot = Snapshot::build(registry, inputs, serial, created);
        Self {
            usual: Usual::of(&snapshot.catalog),
            metalinks: Forms::new(&snapshot),
            // Of most clients only the country is known.
            snapshot: snapshot.looking_out_from(maneki_mirror_geo::centroids()),
            atlas: Arc::clone(atlas),
            networks: Arc::clone(networks),
            server: Arc::new(config.server.clone()),
            lists: config.lists.clone(),
            round: config.check.interval,
            site: Arc::clone(site),
            all_mirrors: AllMirrors::default(),
        }
    }

    /// The client of an address, with what is known of it.
    pub(crate) fn client(&self, address: IpAddr) -> Client {
        let (country, position, asn) = self.atlas.place(address);
        Client { address, country, position, asn }
    }

    /// The slot of a moment: equally good mirrors keep their order for its length. A moment before 1970 is in the first
    /// slot.
    pub fn slot(&self, at: Timestamp) -> Slot {
        let seconds = u64::try_from(at.as_second()).unwrap_or(0);
        Slot::at(seconds, self.lists.rotation.as_secs())
    }

    fn describe(&self, audience: Audience) -> Bytes {
        let objects = mirror_objects(&self.snapshot, &self.networks, audience);
        Envelope::ok(objects, self.snapshot.created.as_second()).to_text().into()
    }
}

/// What may be known of all mirrors, as JSON, by those whom it is for; each made when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct AllMirrors {
    public: OnceCell<Bytes>,
    administrator: OnceCell<Bytes>,
}

/// What is served now, and how the service feels.
pub(crate) struct Published {
    edition: ArcSwap<Edition>,
    readiness: ArcSwap<Readiness>,
    findings: ArcSwap<Findings>,
    /// What was, as far as it was kept.
    pub(crate) past: Past,
    /// Whose turn it is to make something that is large.
    turn: Semaphore,
}

/// What is to be said about the registry that is served.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) hidden: Hidden,
}

impl From<&Loaded> for Findings {
    fn from(loaded: &Loaded) -> Self {
        let hidden = Hidden::of(&loaded.source.mirrors, loaded.registry.mirrors.values());
        Self { diagnostics: loaded.diagnostics.clone(), hidden }
    }
}

/// What `/readyz` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Readiness {
    /// Whole check rounds since the start; 0 means that health is unknown or from before the start.
    pub rounds: u64,
    /// Whether the vault answers; `None`: nobody asked.
    pub vault: Option<VaultHealth>,
    /// Which snapshot is served: counts from 1.
    pub snapshot: u64,
    /// When it was made.
    pub created: Timestamp,
    /// How many mirrors it has.
    pub mirrors: usize,
    /// What keeps the service from being up to date, if anything does.
    pub problems: Vec<Problem>,
}

impl Published {
    pub(crate) fn new(edition: Edition, past: Past) -> Self {
        let readiness = Readiness::of(&edition, None, Vec::new());
        Self {
            edition: ArcSwap::from_pointee(edition),
            readiness: ArcSwap::from_pointee(readiness),
            findings: ArcSwap::default(),
            past,
            turn: Semaphore::new(1),
        }
    }

    pub(crate) fn edition(&self) -> Guard<Arc<Edition>> {
        self.edition.load()
    }

    /// What somebody may know of all mirrors of an edition. The timestamp is that of the edition.
    ///
    /// It has nearly a kilobyte for each mirror, and so it is made once, one at a time, and where it
    /// holds up nobody else.
    pub(crate) async fn all_mirrors(&self, edition: Arc<Edition>, audience: Audience) -> Bytes {
        let made = match audience {
            Audience::Public => &edition.all_mirrors.public,
            Audience::Administrator => &edition.all_mirrors.administrator,
        };
        let make = || async {
            let _turn = self.turn.acquire().await;
            let edition = Arc::clone(&edition);
            tokio::task::spawn_blocking(move || edition.describe(audience)).await.unwrap_or_default()
        };
        made.get_or_init(make).await.clone()
    }

    pub(crate) fn readiness(&self) -> Guard<Arc<Readiness>> {
        self.readiness.load()
    }

    /// What keeps the service from being up to date, or from telling what was.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        self.readiness().problems.iter().cloned().chain(self.past.problem()).collect()
    }

    /// What is to be said about the registry.
    pub(crate) fn findings(&self) -> Guard<Arc<Findings>> {
        self.findings.load()
    }

    /// Another registry is served from now on.
    pub(crate) fn found(&self, loaded: &Loaded) -> Arc<Findings> {
        let findings = Arc::new(Findings::from(loaded));
        self.findings.store(Arc::clone(&findings));
        findings
    }

    /// More is known of a registry, unless another one is served by now.
    pub(crate) fn found_more(&self, before: &Arc<Findings>, diagnostics: Vec<Diagnostic>) {
        let findings = Findings { diagnostics, hidden: before.hidden.clone() };
        self.findings.compare_and_swap(before, Arc::new(findings));
    }

    /// Puts a new edition in the place of the old one; requests that have begun finish with theirs.
    pub(crate) fn publish(&self, edition: Edition, believed: Option<&HealthState>, problems: Vec<Problem>) {
        self.readiness.store(Arc::new(Readiness::of(&edition, believed, problems)));
        self.edition.store(Arc::new(edition));
    }

    /// Says what is wrong while the old edition goes on.
    pub(crate) fn complain(&self, believed: Option<&HealthState>, problems: Vec<Problem>) {
        let readiness = Readiness::of(&self.edition.load(), believed, problems);
        self.readiness.store(Arc::new(readiness));
    }
}

impl Readiness {
    fn of(edition: &Edition, believed: Option<&HealthState>, problems: Vec<Problem>) -> Self {
        Self {
            rounds: believed.map_or(0, |believed| believed.rounds),
            vault: believed.and_then(|believed| believed.vault.clone()),
            snapshot: edition.snapshot.serial,
            created: edition.snapshot.created,
            mirrors: edition.snapshot.entries().len(),
            problems,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use maneki_ground_config::{Keys, load};
    use maneki_mirror_registry::{ParseOptions, SourceTree, parse};

    use super::*;

    const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: []\n\
        duplicated_versions: {}\nvault_versions: []\nvault_mirror: http://v.example/\n\
        required_protocols: [http]\narches: {}\nrepos: []\n";

    /// An edition without any mirror.
    pub(crate) fn published() -> Published {
        let source = SourceTree::from_texts(CONFIG, []);
        let registry = parse(&source, ParseOptions::default()).registry.unwrap();
        let keys = Keys::new(&[maneki_ground_config::KEYS, maneki_mirror_config::KEYS]);
        let config = load(keys, Config::resolve, None, [], []).unwrap().config;
        let (atlas, _) = Atlas::open(&[] as &[std::path::PathBuf]);
        let learned = Learned { atlas: Arc::new(atlas), ..Learned::default() };
        Published::new(Edition::new(registry, &config, &learned, 1, Timestamp::UNIX_EPOCH), Past::of(None))
    }

    #[tokio::test]
    async fn what_is_large_is_made_once_for_each_audience() {
        let published = published();
        let made =
            async |audience| published.all_mirrors(published.edition().clone(), audience).await.as_ptr();
        let (public, administrator) = tokio::join!(made(Audience::Public), made(Audience::Administrator));
        assert_ne!(public, administrator);
        assert_eq!(public, made(Audience::Public).await);
        assert_eq!(administrator, made(Audience::Administrator).await);
    }
}
