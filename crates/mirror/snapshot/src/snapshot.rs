use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use ipnet::IpNet;
use jiff::Timestamp;
use maneki_mirror_health::{IsoSet, ReferenceRepository, verdict};
use maneki_mirror_model::{Asn, BaseUrl, CloudRanges, Coordinates, arc_km, whole_km};
use maneki_mirror_registry::{Catalog, Cloud, CloudRegions, Mirror, Registry, Subnets, Target, Tree};

use crate::circle::Circle;
use crate::drain::Drains;
use crate::entry::{MirrorEntry, MirrorId};
use crate::geography::Geography;
use crate::inputs::{Health, Inputs, Networks};
use crate::network_index::NetworkIndex;
use crate::place::Places;
use crate::published::PublishedTrees;
use crate::standings::Standings;
use crate::tree_standings::TreeStandings;

/// Everything that answers are made from, at one moment. It never changes.
#[derive(Debug)]
pub struct Snapshot {
    /// The number of this snapshot in the life of the process, from 1.
    pub serial: u64,
    /// When it was made.
    pub created: Timestamp,
    /// What the distribution has.
    pub catalog: Catalog,
    /// In the order of the mirrors' names.
    entries: Vec<MirrorEntry>,
    /// The points of the entries on the unit sphere. They are apart from the entries to be close in memory.
    points: Vec<Option<[f64; 3]>>,
    /// Whether each entry shares a URL with another.
    twins: Vec<bool>,
    networks: NetworkIndex,
    clouds: NetworkIndex,
    asns: BTreeMap<Asn, Vec<MirrorId>>,
    trees: BTreeMap<Tree, Geography>,
    /// The geography of a tree that no mirror carries.
    nowhere: Geography,
    /// Empty when checks are switched off and no mirror is drained.
    standings: BTreeMap<Tree, TreeStandings>,
    /// Empty when checks are switched off, and without reference trees.
    published: PublishedTrees,
}

impl Snapshot {
    /// Makes a snapshot. The same arguments make the same snapshot.
    pub fn build(registry: Registry, inputs: Inputs<'_>, serial: u64, created: Timestamp) -> Self {
        let Registry { catalog, mirrors } = registry;
        let Inputs { mut places, networks, health, drains } = inputs;
        let mirrors = mirrors.into_values();
        let entries: Vec<MirrorEntry> =
            mirrors.map(|mirror| entry(mirror, &mut places, health, drains, created)).collect();
        let mut snapshot = Self {
            serial,
            created,
            points: entries.iter().map(|entry| entry.coordinates().map(Coordinates::unit_vector)).collect(),
            twins: twins(&entries),
            networks: NetworkIndex::default(),
            clouds: NetworkIndex::default(),
            asns: BTreeMap::new(),
            trees: trees(&catalog).map(|tree| geography(tree, &entries)).collect(),
            nowhere: Geography::default(),
            standings: standings(&catalog, &entries, health, created),
            published: health.map(|health| PublishedTrees::new(health, created)).unwrap_or_default(),
            catalog,
            entries,
        };
        snapshot.index_networks(networks);
        snapshot
    }

    fn index_networks(&mut self, networks: &Networks) {
        for (id, entry) in numbered(&self.entries) {
            let mirror = &entry.mirror;
            for &network in declared_networks(mirror, networks) {
                self.networks.insert(network, id);
            }
            if let Some(cloud) = &mirror.cloud {
                cloud_networks(cloud, networks).for_each(|network| self.clouds.insert(network, id));
            }
            for &asn in &mirror.asns {
                self.asns.entry(asn).or_default().push(id);
            }
        }
    }

    /// Sorts the mirrors by distance from places that many clients share, such as the centroids of countries.
    /// Answers stay the same; those for clients at these places are faster.
    #[must_use]
    pub fn looking_out_from(mut self, places: impl IntoIterator<Item = Coordinates>) -> Self {
        for place in places {
            self.trees.values_mut().for_each(|geography| geography.look_out(place));
        }
        self
    }

    /// A mirror by its id.
    ///
    /// # Panics
    /// If the id is from another snapshot.
    pub fn entry(&self, id: MirrorId) -> &MirrorEntry {
        &self.entries[id.index()]
    }

    /// Whether a mirror is known to be in a circle.
    ///
    /// # Panics
    /// If the id is from another snapshot.
    pub fn is_within(&self, id: MirrorId, circle: Circle) -> bool {
        self.points[id.index()].is_some_and(|point| circle.contains(point))
    }

    /// The distance of a mirror from a place in whole kilometres, rounded down; `None` if the mirror's place is
    /// not known.
    ///
    /// # Panics
    /// If the id is from another snapshot.
    pub fn distance_km(&self, id: MirrorId, from: Coordinates) -> Option<u32> {
        self.points[id.index()].map(|point| whole_km(arc_km(from.unit_vector(), point)))
    }

    /// Whether another mirror declares a URL of this one. The URLs of all other mirrors cannot be in an answer
    /// twice.
    ///
    /// # Panics
    /// If the id is from another snapshot.
    pub fn has_twin(&self, id: MirrorId) -> bool {
        self.twins[id.index()]
    }

    /// All mirrors, by name.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = (MirrorId, &MirrorEntry)> {
        numbered(&self.entries)
    }

    /// The mirror with a name.
    pub fn find(&self, name: &str) -> Option<MirrorId> {
        let by_name = |entry: &MirrorEntry| entry.mirror.name.as_str().cmp(name);
        self.entries.binary_search_by(by_name).ok().map(MirrorId::new)
    }

    /// The mirrors that name a network that contains an address, the narrowest network first.
    pub fn by_network(&self, address: IpAddr) -> impl Iterator<Item = (IpNet, &[MirrorId])> {
        self.networks.containing(address)
    }

    /// The mirrors that serve the cloud region of an address, the narrowest network first.
    pub fn by_cloud(&self, address: IpAddr) -> impl Iterator<Item = (IpNet, &[MirrorId])> {
        self.clouds.containing(address)
    }

    /// The mirrors that name an autonomous system, by name.
    pub fn by_asn(&self, asn: Asn) -> &[MirrorId] {
        self.asns.get(&asn).map_or(&[], Vec::as_slice)
    }

    /// How the mirrors stand for a place in the tree; `None` for the vault, and when checks are switched off and
    /// no mirror is drained.
    pub fn standings(&self, target: &Target) -> Option<&Standings> {
        self.standings.get(&target.tree).map(|standings| standings.get(target))
    }

    /// What the reference tree has at a place; `None` if it has nothing there. A place without an
    /// architecture is several repositories, and has `None`.
    pub fn reference_repository(&self, target: &Target) -> Option<&ReferenceRepository> {
        self.published.repository(target)
    }

    /// Everything that the reference trees have, by tree and path. Paths have no slash at their end.
    pub fn reference_repositories(&self) -> impl Iterator<Item = (&Tree, &str, &ReferenceRepository)> {
        self.published.repositories()
    }

    /// The images of a folder with their digests; `None` if no reference tree has any.
    pub fn isos(&self, folder: &Target) -> Option<&IsoSet> {
        self.published.isos(folder)
    }

    /// Where the public mirrors that carry a tree are. No mirror carries the vault.
    pub fn geography(&self, tree: &Tree) -> &Geography {
        self.trees.get(tree).unwrap_or(&self.nowhere)
    }
}

fn entry(
    mirror: Mirror,
    places: &mut Places,
    health: Option<Health<'_>>,
    drains: &Drains,
    now: Timestamp,
) -> MirrorEntry {
    let known = health.and_then(|health| health.table.get(&mirror.name));
    MirrorEntry {
        place: places.remove(&mirror.name).unwrap_or_default(),
        health: known.cloned(),
        judged: health.map(|health| verdict(&mirror, known.map(Arc::as_ref), health.policy, now)),
        drain: drains.get(&mirror.name).filter(|drain| drain.is_on(now)).cloned(),
        mirror,
    }
}

/// The trees that mirrors may carry.
fn trees(catalog: &Catalog) -> impl Iterator<Item = Tree> {
    catalog.modules.keys().cloned().map(Tree::Module).chain([Tree::Main])
}

fn geography(tree: Tree, entries: &[MirrorEntry]) -> (Tree, Geography) {
    let geography = Geography::new(numbered(entries).filter(|(_, entry)| entry.is_public_for(&tree)));
    (tree, geography)
}

fn standings(
    catalog: &Catalog,
    entries: &[MirrorEntry],
    health: Option<Health<'_>>,
    now: Timestamp,
) -> BTreeMap<Tree, TreeStandings> {
    if health.is_none() && entries.iter().all(|entry| entry.drain.is_none()) {
        return BTreeMap::new();
    }
    let of_tree = |tree| {
        let standings = TreeStandings::new(&tree, catalog, entries, health, now);
        (tree, standings)
    };
    trees(catalog).map(of_tree).collect()
}

fn twins(entries: &[MirrorEntry]) -> Vec<bool> {
    let mut twins = vec![false; entries.len()];
    let mut first_with = BTreeMap::<&BaseUrl, usize>::new();
    for (number, entry) in entries.iter().enumerate() {
        let of_modules = entry.mirror.modules.iter().flat_map(|(_, urls)| urls.iter());
        for url in entry.mirror.urls.iter().chain(of_modules) {
            let first = *first_with.entry(url).or_insert(number);
            if first != number {
                twins[first] = true;
                twins[number] = true;
            }
        }
    }
    twins
}

fn numbered(entries: &[MirrorEntry]) -> impl ExactSizeIterator<Item = (MirrorId, &MirrorEntry)> {
    entries.iter().enumerate().map(|(index, entry)| (MirrorId::new(index), entry))
}

fn declared_networks<'a>(mirror: &'a Mirror, networks: &'a Networks) -> &'a [IpNet] {
    match &mirror.subnets {
        Subnets::Listed(listed) => listed,
        Subnets::Remote(url) => networks.subnets.get(url).map_or(&[], Vec::as_slice),
    }
}

fn cloud_networks(cloud: &Cloud, networks: &Networks) -> impl Iterator<Item = IpNet> {
    let ranges = networks.clouds.get(&cloud.provider);
    let regions = ranges.into_iter().flat_map(CloudRanges::iter);
    let served = regions.filter(move |(region, _)| serves_region(cloud, region));
    served.flat_map(|(_, networks)| networks.iter().copied())
}

fn serves_region(cloud: &Cloud, region: &str) -> bool {
    match &cloud.regions {
        CloudRegions::All => true,
        CloudRegions::Listed(listed) => listed.iter().any(|wanted| **wanted == *region),
    }
}
