//! Worlds, clients and questions at random, so small that everything meets everything: four countries, five
//! systems, two clouds, a few networks inside each other, and hosts that several mirrors share.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use jiff::{SignedDuration, Timestamp};
use maneki_mirror_health::{
    ConnectFault, Defects, Family, Fault, Freshness, HealthTable, MirrorHealth, Reference, RepositoryHealth,
    Route, RouteHealth, State, TreeHealth,
};
use maneki_mirror_model::{
    Asn, BaseUrl, CloudProvider, CloudRanges, Coordinates, CountryCode, MirrorName, ModuleName, Position,
    Protocol,
};
use maneki_mirror_registry::{
    Catalog, Cloud, CloudRegions, Geolocation, Mirror, ParseOptions, Registry, SourceTree, Sponsor, Subnets,
    Tree, Urls, parse,
};
use maneki_mirror_select::{Client, Query};
use maneki_mirror_snapshot::{Basis, Drain, Drains, Health, Inputs, Networks, Place, Snapshot};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const CONFIG: &str = r#"
config_version: 3
allowed_outdate: 12h
mirrors_dir: mirrors.d
versions: ["4", "4.2"]
duplicated_versions: {"4": "4.2"}
optional_module_versions: {next: ["5"]}
vault_versions: ["4.1"]
vault_mirror: http://vault.example/
required_protocols: [http, https]
arches: {"4": [x86_64], "5-next": [x86_64]}
repos:
  - {name: baseos, path: BaseOS/$basearch/os/}
  - {name: appstream, path: AppStream/$basearch/os/}
"#;

const LISTS: [&str; 3] = ["https://lists.example/0", "https://lists.example/1", "https://lists.example/2"];
const REGIONS: [&str; 3] = ["here", "there", "elsewhere"];

/// Mirrors and where they stand, before anything is indexed.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) mirrors: Vec<(Mirror, Place)>,
    pub(crate) networks: Networks,
    /// Whether checks are switched on.
    pub(crate) checked: bool,
    /// How each mirror is, by its number.
    pub(crate) wellness: Vec<Wellness>,
}

/// How a mirror is.
#[derive(Debug, Clone)]
pub(crate) struct Wellness {
    pub(crate) drained: bool,
    /// Whether it has been checked.
    pub(crate) looked_at: bool,
    /// How old its `TIME` is, in hours.
    pub(crate) age: i64,
    /// What it has of the main tree, and of the module.
    pub(crate) states: [State; 2],
    /// How many hours ago it was last good.
    pub(crate) good_until: Option<i64>,
    pub(crate) failing: Vec<Protocol>,
}

impl World {
    pub(crate) fn snapshot(&self) -> Snapshot {
        let named = |(mirror, _): &(Mirror, Place)| (mirror.name.clone(), mirror.clone());
        let places = self.mirrors.iter().map(|(mirror, place)| (mirror.name.clone(), place.clone()));
        let registry = Registry { catalog: catalog(), mirrors: self.mirrors.iter().map(named).collect() };
        let (table, drains, policy) = (self.table(&registry), self.drains(), policy());
        let reference = Reference::default();
        let health = self.checked.then_some(Health { table: &table, reference: &reference, policy: &policy });
        let places = places.collect();
        let inputs = Inputs { places, networks: &self.networks, health, drains: &drains };
        Snapshot::build(registry, inputs, 1, NOW)
    }

    /// Private mirrors too have health, from before they became private.
    fn table(&self, registry: &Registry) -> HealthTable {
        let looked_at = self.mirrors.iter().zip(&self.wellness).filter(|(_, wellness)| wellness.looked_at);
        let row = |((mirror, _), wellness): (&(Mirror, Place), &Wellness)| {
            let modules = mirror.modules.iter().map(|(module, _)| Tree::Module(module.clone()));
            let trees = [Tree::Main].into_iter().chain(modules);
            let trees = trees.map(|tree| (tree.clone(), wellness.tree(&tree, &registry.catalog)));
            let health = MirrorHealth { checked: Some(NOW), failed_rounds: 0, trees: trees.collect() };
            (mirror.name.clone(), Arc::new(health))
        };
        looked_at.map(row).collect()
    }

    fn drains(&self) -> Drains {
        let drained = self.mirrors.iter().zip(&self.wellness).filter(|(_, wellness)| wellness.drained);
        let drain = Drain { since: NOW, until: None, reason: None };
        drained.map(|((mirror, _), _)| (mirror.name.clone(), drain.clone())).collect()
    }

    /// The same world without monopolies and shared hosts, by which one mirror keeps another one out.
    pub(crate) fn without_rivalry(mut self) -> Self {
        for (mirror, _) in &mut self.mirrors {
            mirror.monopoly = false;
            let Mirror { name, urls, modules, .. } = mirror;
            let own = |url: &BaseUrl| BaseUrl::parse(&format!("{url}/{name}")).unwrap();
            for urls in modules.iter_mut().map(|(_, urls)| urls).chain([urls]) {
                *urls = Urls::new(urls.iter().map(own));
            }
        }
        self
    }
}

impl Wellness {
    fn tree(&self, tree: &Tree, catalog: &Catalog) -> TreeHealth {
        let mut condition =
            RepositoryHealth { state: self.state(tree), since: Some(NOW), ..RepositoryHealth::default() };
        if let Some(hours) = self.good_until.filter(|_| !condition.state.is_served()) {
            let mut defects = Defects::default();
            defects.good_until = Some(NOW - SignedDuration::from_hours(hours));
            condition.defects = Some(Box::new(defects));
        }
        let holdings = catalog.holdings().into_iter().filter(|holding| holding.tree == *tree);
        let route = |&protocol: &Protocol| {
            let fault = Some(Fault::from(ConnectFault::Refused));
            (Route { protocol, family: Some(Family::V4) }, RouteHealth { fault, since: NOW, url: "".into() })
        };
        let mut freshness = Freshness::default();
        freshness.claimed = Some(NOW - SignedDuration::from_hours(self.age));
        TreeHealth {
            full_look: Some(NOW),
            freshness,
            routes: self.failing.iter().map(route).collect(),
            repositories: holdings.map(|holding| (Arc::new(holding), Arc::new(condition.clone()))).collect(),
            ..TreeHealth::default()
        }
    }

    pub(crate) fn state(&self, tree: &Tree) -> State {
        self.states[usize::from(*tree != Tree::Main)]
    }
}

const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);

fn policy() -> maneki_mirror_health::Policy {
    maneki_mirror_health::Policy::new(catalog().allowed_outdate, Duration::from_mins(15))
}

/// Worlds in which most mirrors are good, in which none is, and in which many have not been checked.
fn wellness() -> impl Strategy<Value = Vec<Wellness>> {
    let moods: Vec<&'static [State]> =
        vec![&[State::Current], State::ALL, &State::ALL[3..7], &State::ALL[3..]];
    (select(moods), 0..3_u8).prop_flat_map(|(states, unseen)| {
        let state = select(states);
        let age = prop_oneof![5 => Just(1), 1 => Just(12), 1 => 13..30_i64];
        let failing = subsequence(vec![Protocol::Http, Protocol::Https], 0..=2);
        let failing = prop_oneof![3 => Just(Vec::new()), 1 => failing];
        let drained = prop::bool::weighted(0.1);
        let looked_at = prop::bool::weighted(1.0 - f64::from(unseen) * 0.2);
        let one = (drained, looked_at, age, [state.clone(), state], option::of(0..40_i64), failing);
        vec(one, 60).prop_map(|all| {
            let wellness = |(drained, looked_at, age, states, good_until, failing)| Wellness {
                drained,
                looked_at,
                age,
                states,
                good_until,
                failing,
            };
            all.into_iter().map(wellness).collect()
        })
    })
}

fn catalog() -> Catalog {
    parse(&SourceTree::from_texts(CONFIG, []), ParseOptions::default()).registry.unwrap().catalog
}

pub(crate) fn world() -> impl Strategy<Value = World> {
    let range = (select(&CloudProvider::ALL[..2]), select(&REGIONS[..2]), network());
    let health = (prop::bool::weighted(0.7), wellness());
    (vec((mirror(), place()), 0..60), vec(range, 0..12), vec(vec(network(), 0..4), 2), health).prop_map(
        |(mut mirrors, ranges, lists, (checked, wellness))| {
            for (number, (mirror, _)) in mirrors.iter_mut().enumerate() {
                mirror.name = MirrorName::parse(&format!("m{number:02}.example")).unwrap();
            }
            let mut clouds = BTreeMap::<CloudProvider, Vec<(&str, IpNet)>>::new();
            for (provider, region, network) in ranges {
                clouds.entry(provider).or_default().push((region, network));
            }
            let clouds = clouds.into_iter().map(|(key, pairs)| (key, CloudRanges::from_iter(pairs)));
            let subnets = LISTS.iter().map(|url| url.parse().unwrap()).zip(lists).collect();
            let networks = Networks { clouds: clouds.collect(), subnets };
            World { mirrors, networks, checked, wellness }
        },
    )
}

fn mirror() -> impl Strategy<Value = Mirror> {
    let module = option::weighted(0.5, urls("next"));
    let names = (vec(asn(), 0..3), subnets(), option::weighted(0.2, cloud()));
    (urls("main"), module, names, prop::bool::weighted(0.2), prop::bool::weighted(0.2)).prop_map(
        |(urls, module, (asns, subnets, cloud), private, monopoly)| Mirror {
            name: MirrorName::parse("unnamed").unwrap(),
            path: "mirrors.d/generated.yml".into(),
            urls,
            modules: module.map(|urls| (ModuleName::parse("next").unwrap(), urls)).into_iter().collect(),
            update_frequency: "3h".into(),
            sponsor: Sponsor { name: "S".into(), url: "https://sponsor.example/".into() },
            email: None,
            geolocation: Geolocation::default(),
            private,
            monopoly,
            asns,
            subnets,
            cloud,
        },
    )
}

fn urls(folder: &'static str) -> impl Strategy<Value = Urls> {
    let protocols = vec![Protocol::Http, Protocol::Https, Protocol::Rsync];
    (0..80_u8, subsequence(protocols, 1..=3)).prop_map(move |(host, protocols)| {
        let url = |protocol| BaseUrl::parse(&format!("{protocol}://h{host}.example/{folder}")).unwrap();
        Urls::new(protocols.into_iter().map(url))
    })
}

fn subnets() -> impl Strategy<Value = Subnets> {
    prop_oneof![
        4 => vec(network(), 0..3).prop_map(Subnets::Listed),
        1 => select(&LISTS[..]).prop_map(|url| Subnets::Remote(url.parse().unwrap())),
    ]
}

fn cloud() -> impl Strategy<Value = Cloud> {
    let listed = subsequence(&REGIONS[..], 0..=2)
        .prop_map(|regions| CloudRegions::Listed(regions.into_iter().map(Into::into).collect()));
    let regions = prop_oneof![1 => Just(CloudRegions::All), 2 => listed];
    (select(&CloudProvider::ALL[..3]), regions).prop_map(|(provider, regions)| Cloud { provider, regions })
}

fn place() -> impl Strategy<Value = Place> {
    let coordinates = option::weighted(0.9, coordinates().prop_map(|at| (at, Basis::Declared)));
    (option::weighted(0.9, country()), coordinates, option::of(asn()))
        .prop_map(|(country, coordinates, asn)| Place { country, coordinates, asn, ..Place::default() })
}

/// Mostly within a thousand kilometres, some in the same city, some anywhere.
fn coordinates() -> impl Strategy<Value = Coordinates> {
    let at = |(latitude, longitude)| Coordinates::new(latitude, longitude).unwrap();
    prop_oneof![
        6 => (46.0..54.0, 4.0..14.0).prop_map(at),
        2 => select(vec![(50.11, 8.68), (48.14, 11.58), (-33.87, 151.21)]).prop_map(at),
        1 => (-90.0..90.0, -180.0..180.0).prop_map(at),
    ]
}

fn country() -> impl Strategy<Value = CountryCode> {
    select(vec!["CH", "DE", "FR", "US"]).prop_map(|code| CountryCode::parse(code).unwrap())
}

fn asn() -> impl Strategy<Value = Asn> {
    (1..6_u32).prop_map(|number| Asn::new(number).unwrap())
}

fn address() -> impl Strategy<Value = IpAddr> {
    let v4 = (0..16_u8).prop_map(|last| Ipv4Addr::new(192, 0, 2, last));
    let v6 = (0..16_u16).prop_map(|last| Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, last));
    prop_oneof![4 => v4.clone().prop_map(Into::into), 2 => v6.prop_map(Into::into),
        1 => v4.prop_map(|v4| v4.to_ipv6_mapped().into())]
}

/// Around the addresses of clients: from the whole of them down to one.
fn network() -> impl Strategy<Value = IpNet> {
    (address(), 0..6_u8).prop_map(|(address, wider)| {
        let address = address.to_canonical();
        let longest = if address.is_ipv4() { 32 } else { 128 };
        IpNet::new(address, longest - wider).unwrap().trunc()
    })
}

pub(crate) fn client() -> impl Strategy<Value = Client> {
    let position = option::weighted(0.8, (coordinates(), any::<bool>())).prop_map(|known| {
        known.map(|(at, city)| if city { Position::Place(at) } else { Position::Centroid(at) })
    });
    (address(), option::weighted(0.8, country()), position, option::of(asn()))
        .prop_map(|(address, country, position, asn)| Client { address, country, position, asn })
}

pub(crate) fn query() -> impl Strategy<Value = Query> {
    let version = prop_oneof![6 => Just("4"), 3 => Just("5-next"), 1 => Just("4.1")];
    let protocol = option::weighted(0.3, select(vec![Protocol::Http, Protocol::Https]));
    let names = vec((0..60_u8).prop_map(|number| format!("M{number:02}.example").into()), 0..5);
    let excluded = prop_oneof![2 => Just(Vec::new()), 1 => vec(country(), 0..2)];
    let countries = option::weighted(0.2, vec(country(), 0..3));
    let only_public = prop::bool::weighted(0.2);
    (version, protocol, countries, excluded, names, only_public, limit()).prop_map(
        |(version, protocol, countries, exclude_countries, exclude, only_public, limit)| Query {
            only_public,
            protocol,
            countries,
            exclude_countries,
            exclude,
            ..Query::new(catalog().target(version, "baseos", None).unwrap(), limit)
        },
    )
}

fn limit() -> impl Strategy<Value = usize> {
    prop_oneof![3 => 0..15_usize, 2 => Just(100)]
}

/// The same question for another repository.
pub(crate) fn of_another_repository(query: &Query) -> Query {
    let version = match query.target.tree {
        maneki_mirror_registry::Tree::Module(_) => "5-next",
        maneki_mirror_registry::Tree::Main => "4",
        maneki_mirror_registry::Tree::Vault => "4.1",
    };
    Query { target: catalog().target(version, "appstream", None).unwrap(), ..query.clone() }
}
