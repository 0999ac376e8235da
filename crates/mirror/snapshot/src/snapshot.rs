use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use ipnet::IpNet;
use jiff::Timestamp;
use maneki_mirror_health::{IsoSet, Judged, MirrorHealth, Publication, verdict};
use maneki_mirror_model::{Asn, BaseUrl, CloudRanges, Coordinates, arc_km};
use maneki_mirror_registry::{Catalog, Cloud, CloudRegions, Mirror, Registry, Subnets, Target, Tree, Urls};
use prefix_trie::joint::map::JointPrefixMap;

use crate::circle::Circle;
use crate::geography::{Geography, whole_km};
use crate::inputs::{Drain, Health, Networks, Observations, Place};
use crate::published::Publications;
use crate::standing::{Standings, TreeStandings};

/// A mirror within one snapshot: its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MirrorId(u32);

impl MirrorId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A mirror, and what was learned about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What its operator declares.
    pub mirror: Mirror,
    /// Where it stands.
    pub place: Place,
    /// What it has; `None` where nobody has looked.
    pub health: Option<Arc<MirrorHealth>>,
    /// What that comes to; `None` where nobody checks.
    pub judged: Option<Judged>,
    /// Whether the operator has taken it out.
    pub drain: Option<Drain>,
}

/// Everything that an answer needs, made once and never changed.
#[derive(Debug)]
pub struct Snapshot {
    /// Counts the snapshots of this process, from 1.
    pub serial: u64,
    /// When it was made.
    pub created: Timestamp,
    /// What the distribution has.
    pub catalog: Catalog,
    entries: Vec<Entry>,
    /// The entries' points on the unit sphere, apart from them and so close together in memory.
    points: Vec<Option<[f64; 3]>>,
    /// Which of them share a URL with another.
    twins: Vec<bool>,
    networks: NetworkIndex,
    clouds: NetworkIndex,
    asns: BTreeMap<Asn, Vec<MirrorId>>,
    trees: BTreeMap<Tree, Geography>,
    nowhere: Geography,
    /// Empty where nobody checks and nobody is taken out.
    standings: BTreeMap<Tree, TreeStandings>,
    /// Empty where nobody checks, and without reference trees.
    publications: Publications,
}

/// Networks and the mirrors that name them.
type NetworkIndex = JointPrefixMap<IpNet, Vec<MirrorId>>;

impl Snapshot {
    /// Makes a snapshot; the same arguments make the same one.
    pub fn build(
        registry: Registry,
        observations: Observations<'_>,
        serial: u64,
        created: Timestamp,
    ) -> Self {
        let Registry { catalog, mirrors } = registry;
        let Observations { mut places, networks, health, drains } = observations;
        let entry = |mirror: Mirror| {
            let believed = health.as_ref().and_then(|health| health.table.get(&mirror.name));
            let judge =
                |health: &Health<'_>| verdict(&mirror, believed.map(Arc::as_ref), health.policy, created);
            Entry {
                place: places.remove(&mirror.name).unwrap_or_default(),
                health: believed.cloned(),
                judged: health.as_ref().map(judge),
                drain: drains.get(&mirror.name).filter(|drain| drain.is_on(created)).cloned(),
                mirror,
            }
        };
        let entries: Vec<Entry> = mirrors.into_values().map(entry).collect();
        let mut snapshot = Self {
            serial,
            created,
            catalog,
            entries: Vec::new(),
            points: entries.iter().map(|entry| entry.coordinates().map(Coordinates::unit_vector)).collect(),
            twins: twins(&entries),
            networks: NetworkIndex::new(),
            clouds: NetworkIndex::new(),
            asns: BTreeMap::new(),
            trees: BTreeMap::new(),
            nowhere: Geography::default(),
            standings: BTreeMap::new(),
            publications: health.map(|health| Publications::of(health, created)).unwrap_or_default(),
        };
        for (id, entry) in numbered(&entries) {
            let mirror = &entry.mirror;
            for &network in declared_networks(mirror, networks) {
                insert(&mut snapshot.networks, network, id);
            }
            if let Some(cloud) = &mirror.cloud {
                cloud_networks(cloud, networks).for_each(|network| insert(&mut snapshot.clouds, network, id));
            }
            for &asn in &mirror.asns {
                snapshot.asns.entry(asn).or_default().push(id);
            }
        }
        let modules = snapshot.catalog.modules.keys().cloned().map(Tree::Module);
        for tree in modules.chain([Tree::Main]) {
            let carries =
                |(_, entry): &(MirrorId, &Entry)| entry.mirror.is_public() && entry.urls(&tree).is_some();
            let geography = Geography::of(numbered(&entries).filter(carries));
            snapshot.trees.insert(tree, geography);
        }
        snapshot.standings = standings(&snapshot.catalog, &entries, health, created);
        snapshot.entries = entries;
        snapshot
    }

    /// Puts the mirrors in order as they are seen from places that many clients share, such as the centroids
    /// of countries. It changes no answer, and makes some quicker.
    #[must_use]
    pub fn looking_out_from(mut self, places: impl IntoIterator<Item = Coordinates>) -> Self {
        for place in places {
            self.trees.values_mut().for_each(|geography| geography.look_out(place));
        }
        self
    }

    /// A mirror by its number.
    ///
    /// # Panics
    /// Where the number is of another snapshot.
    pub fn entry(&self, id: MirrorId) -> &Entry {
        &self.entries[id.index()]
    }

    /// Whether a mirror is known to stand in a circle.
    ///
    /// # Panics
    /// Where the number is of another snapshot.
    pub fn is_within(&self, id: MirrorId, circle: Circle) -> bool {
        self.points[id.index()].is_some_and(|point| circle.contains(point))
    }

    /// How far a mirror is from a place, in whole kilometres (500.9 are 500), where its own place is known.
    ///
    /// # Panics
    /// Where the number is of another snapshot.
    pub fn distance_km(&self, id: MirrorId, from: Coordinates) -> Option<u32> {
        self.points[id.index()].map(|point| whole_km(arc_km(from.unit_vector(), point)))
    }

    /// Whether another mirror declares a URL of this one: of others no URL can be in an answer twice.
    ///
    /// # Panics
    /// Where the number is of another snapshot.
    pub fn has_twin(&self, id: MirrorId) -> bool {
        self.twins[id.index()]
    }

    /// All mirrors, by name.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = (MirrorId, &Entry)> {
        numbered(&self.entries)
    }

    /// The mirror of a name.
    pub fn find(&self, name: &str) -> Option<MirrorId> {
        let place = self.entries.binary_search_by(|entry| entry.mirror.name.as_str().cmp(name)).ok()?;
        u32::try_from(place).ok().map(MirrorId)
    }

    /// The mirrors that name a network of an address, the narrowest network first.
    pub fn by_network(&self, address: IpAddr) -> impl Iterator<Item = (IpNet, &[MirrorId])> {
        covering(&self.networks, address)
    }

    /// The mirrors that serve a cloud region of an address, the narrowest network first.
    pub fn by_cloud(&self, address: IpAddr) -> impl Iterator<Item = (IpNet, &[MirrorId])> {
        covering(&self.clouds, address)
    }

    /// The mirrors that name a system, by name.
    pub fn by_asn(&self, asn: Asn) -> &[MirrorId] {
        self.asns.get(&asn).map_or(&[], Vec::as_slice)
    }

    /// How the mirrors stand for a place in the tree; `None` where nobody checks and nobody is taken out, and
    /// for the vault.
    pub fn standings(&self, target: &Target) -> Option<&Standings> {
        self.standings.get(&target.tree)?.get(target)
    }

    /// What is published at a place in the tree, and what was before and still counts; `None` where no
    /// reference tree has it. A place without an architecture is many.
    pub fn publication(&self, target: &Target) -> Option<&Publication> {
        self.publications.get(target)
    }

    /// All that is published, by tree and path; a path has no slash at its end.
    pub fn publications(&self) -> impl Iterator<Item = (&Tree, &str, &Publication)> {
        self.publications.iter()
    }

    /// The images of a folder, with their digests; `None` where no reference tree names any.
    pub fn isos(&self, folder: &Target) -> Option<&IsoSet> {
        self.publications.isos(folder)
    }

    /// Where the public mirrors that carry a tree stand. Nobody carries the vault.
    pub fn geography(&self, tree: &Tree) -> &Geography {
        self.trees.get(tree).unwrap_or(&self.nowhere)
    }
}

fn twins(entries: &[Entry]) -> Vec<bool> {
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

impl Entry {
    /// Its URLs for a tree, if it carries it.
    pub fn urls(&self, tree: &Tree) -> Option<&Urls> {
        match tree {
            Tree::Main => Some(&self.mirror.urls),
            Tree::Module(module) => self.mirror.module(module),
            Tree::Vault => None,
        }
    }

    /// Where it stands.
    pub fn coordinates(&self) -> Option<Coordinates> {
        self.place.coordinates.map(|(coordinates, _)| coordinates)
    }
}

/// How the mirrors stand, tree by tree.
fn standings(
    catalog: &Catalog,
    entries: &[Entry],
    health: Option<Health<'_>>,
    now: Timestamp,
) -> BTreeMap<Tree, TreeStandings> {
    if health.is_none() && entries.iter().all(|entry| entry.drain.is_none()) {
        return BTreeMap::new();
    }
    let modules = catalog.modules.keys().cloned().map(Tree::Module);
    let of_tree = |tree| {
        let standings = TreeStandings::of(&tree, catalog, entries, health, now);
        (tree, standings)
    };
    modules.chain([Tree::Main]).map(of_tree).collect()
}

fn numbered(entries: &[Entry]) -> impl ExactSizeIterator<Item = (MirrorId, &Entry)> {
    // A registry has at most 200,000 files, so a number always fits.
    entries
        .iter()
        .enumerate()
        .map(|(number, entry)| (MirrorId(u32::try_from(number).unwrap_or(u32::MAX)), entry))
}

fn declared_networks<'a>(mirror: &'a Mirror, networks: &'a Networks) -> &'a [IpNet] {
    match &mirror.subnets {
        Subnets::Listed(listed) => listed,
        Subnets::Remote(url) => networks.subnets.get(url).map_or(&[], Vec::as_slice),
    }
}

fn cloud_networks(cloud: &Cloud, networks: &Networks) -> impl Iterator<Item = IpNet> {
    let wanted = |region: &str| match &cloud.regions {
        CloudRegions::All => true,
        CloudRegions::Listed(listed) => listed.iter().any(|wanted| **wanted == *region),
    };
    let ranges = networks.clouds.get(&cloud.provider);
    let regions = ranges.into_iter().flat_map(CloudRanges::iter);
    regions.filter(move |(region, _)| wanted(region)).flat_map(|(_, networks)| networks.iter().copied())
}

fn insert(index: &mut NetworkIndex, network: IpNet, id: MirrorId) {
    let mirrors = index.entry(network).or_default();
    // Two regions of a cloud may share a network.
    if mirrors.last() != Some(&id) {
        mirrors.push(id);
    }
}

fn covering(index: &NetworkIndex, address: IpAddr) -> impl Iterator<Item = (IpNet, &[MirrorId])> {
    // An IPv4 address inside IPv6 is in the networks of its IPv4 address.
    let address = IpNet::from(address.to_canonical());
    let mut covering: Vec<_> = index.cover(&address).map(|(net, ids)| (net, ids.as_slice())).collect();
    covering.reverse();
    covering.into_iter()
}
