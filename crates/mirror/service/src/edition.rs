use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use jiff::Timestamp;
use maneki_mirror_config::{Config, Lists};
use maneki_mirror_formats::metalink::Forms;
use maneki_mirror_formats::{Audience, Envelope, mirror_objects};
use maneki_mirror_geo::Atlas;
use maneki_mirror_model::BaseUrl;
use maneki_mirror_registry::{Registry, Target, Tree};
use maneki_mirror_select::{Client, Selection, Slot};
use maneki_mirror_snapshot::{Inputs, Networks, Snapshot};
use tokio::sync::OnceCell;

use crate::load::Learned;
use crate::places::places;
use crate::usual::Usual;

/// Everything that an answer depends on besides the client and the time.
pub struct Edition {
    /// The mirrors and their indexes.
    pub snapshot: Snapshot,
    /// The tables that locate addresses.
    pub atlas: Arc<Atlas>,
    /// The networks that are fetched, and not in the registry.
    pub networks: Arc<Networks>,
    /// The length of lists, and the time for which their order stays the same.
    pub lists: Lists,
    /// The longest duration of a round of checks.
    pub(crate) round: Duration,
    /// The requests of nearly all clients.
    pub(crate) usual: Usual,
    /// The part of each metalink that is the same for all clients: everything except its mirrors.
    pub(crate) metalinks: Forms,
    pub(crate) all_mirrors: AllMirrors,
}

impl Edition {
    /// Builds the edition of a registry. The same arguments give the same edition.
    pub fn new(
        registry: Registry,
        config: &Config,
        learned: &Learned,
        serial: u64,
        created: Timestamp,
    ) -> Self {
        let Learned { atlas, networks, addresses, believed, drains } = learned;
        let health = believed.as_ref().map(|believed| believed.health());
        let places = places(&registry, atlas, addresses);
        let inputs = Inputs { places, networks, health, drains };
        let snapshot = Snapshot::build(registry, inputs, serial, created);
        Self {
            usual: Usual::of(&snapshot.catalog),
            metalinks: Forms::new(&snapshot),
            // Most clients are known only by country.
            snapshot: snapshot.looking_out_from(maneki_mirror_geo::centroids()),
            atlas: Arc::clone(atlas),
            networks: Arc::clone(networks),
            lists: config.lists.clone(),
            round: config.check.interval,
            all_mirrors: AllMirrors::default(),
        }
    }

    /// The client with an address, with its location and autonomous system.
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

    /// The base URL that is served in place of mirrors: only if no mirror can serve the target, and neither a filter nor
    /// the vault is the reason.
    pub(crate) fn fallback(
        &self,
        target: &Target,
        is_filtered: bool,
        selection: &Selection,
    ) -> Option<&BaseUrl> {
        let url = self.lists.fallback_url.as_ref()?;
        let applies =
            !is_filtered && target.tree != Tree::Vault && selection.is_last_resort(&self.snapshot, target);
        applies.then_some(url)
    }

    pub(crate) fn describe(&self, audience: Audience) -> Bytes {
        let objects = mirror_objects(&self.snapshot, &self.networks, audience);
        Envelope::ok(objects, self.snapshot.created.as_second()).to_text().into()
    }
}

/// The JSON documents about all mirrors, one for each audience, created at the first request.
#[derive(Debug, Default)]
pub(crate) struct AllMirrors {
    pub(crate) public: OnceCell<Bytes>,
    pub(crate) administrator: OnceCell<Bytes>,
}
