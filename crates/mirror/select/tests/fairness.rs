//! The lot is fair: of mirrors that are equally good, each gets its share of the clients.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};

use jiff::Timestamp;
use maneki_mirror_model::{Coordinates, CountryCode, Position};
use maneki_mirror_registry::{ParseOptions, SourceTree, parse};
use maneki_mirror_select::{Client, Query, Slot, select};
use maneki_mirror_snapshot::{Basis, Inputs, Networks, Place, Snapshot};

const CONFIG: &str = r#"
config_version: 3
allowed_outdate: 12h
mirrors_dir: mirrors.d
versions: ["4", "4.2"]
duplicated_versions: {"4": "4.2"}
vault_versions: []
vault_mirror: http://vault.example/
required_protocols: [http, https]
arches: {"4": [x86_64]}
repos: [{name: baseos, path: BaseOS/$basearch/os/}]
"#;

/// Enough for shares that differ by a tenth to stand out.
const CLIENTS: u32 = 20_000;

/// Two months of rotations by the half hour.
const SLOTS: u64 = 3000;

/// So many mirrors, all in one city.
fn one_city(mirrors: usize) -> Snapshot {
    city_and_overseas(mirrors, 0)
}

/// So many mirrors in one city, named before so many of the same country overseas.
fn city_and_overseas(mirrors: usize, overseas: usize) -> Snapshot {
    let file = |number| {
        let name = format!("m{number:04}.example");
        let text = format!(
            "name: {name}\naddress: {{http: http://{name}/}}\nupdate_frequency: 3h\nsponsor: S\n\
             sponsor_url: https://sponsor.example/\ngeolocation: {{country: DE}}\n"
        );
        (format!("mirrors.d/{name}.yml"), text)
    };
    let files: Vec<(String, String)> = (0..mirrors + overseas).map(file).collect();
    let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let registry = parse(&SourceTree::from_texts(CONFIG, texts), ParseOptions::default()).registry.unwrap();
    let place = |number| {
        let coordinates = Some((if number < mirrors { frankfurt() } else { sydney() }, Basis::City));
        Place { country: CountryCode::parse("DE"), coordinates, ..Place::default() }
    };
    let names = registry.mirrors.keys().cloned().enumerate();
    let places = names.map(|(number, name)| (name, place(number))).collect();
    Snapshot::build(registry, Inputs::unchecked(places, &Networks::default()), 1, Timestamp::UNIX_EPOCH)
}

fn frankfurt() -> Coordinates {
    Coordinates::new(50.11, 8.68).unwrap()
}

fn sydney() -> Coordinates {
    Coordinates::new(-33.87, 151.21).unwrap()
}

/// A client that differs from the others only in the last bits of its address.
fn client(number: u32, country: &str, position: Option<Position>) -> Client {
    let address = IpAddr::V4(Ipv4Addr::from_bits(0x0a00_0000 + number));
    Client { address, country: CountryCode::parse(country), position, asn: None }
}

/// The first names of the answer in their order.
fn first(limit: usize, snapshot: &Snapshot, client: &Client, slot: u64) -> Vec<String> {
    let query = Query::new(snapshot.catalog.target("4", "baseos", None).unwrap(), limit);
    let choices = select(snapshot, client, &query, Slot(slot)).choices;
    choices.iter().map(|choice| snapshot.entry(choice.mirror).mirror.name.to_string()).collect()
}

/// Pearson's statistic of counts that should be equal.
fn chi_square<T>(counts: &BTreeMap<T, u32>) -> f64 {
    let expected = f64::from(counts.values().sum::<u32>()) / f64::from(u32::try_from(counts.len()).unwrap());
    counts.values().map(|&count| (f64::from(count) - expected).powi(2) / expected).sum()
}

/// Every kind of rung that the lot decides: near, country, border, ring of one distance, anywhere.
fn shuffled_rungs() -> [(&'static str, Option<Position>); 5] {
    let place = Some(Position::Place(frankfurt()));
    let overseas = Some(Position::Place(sydney()));
    let middle = Some(Position::Centroid(frankfurt()));
    [("DE", place), ("DE", middle), ("FR", place), ("AU", overseas), ("", None)]
}

/// 24.3 is exceeded by a fair lot once in a thousand runs (7 degrees of freedom), 45 once in ten million;
/// the addresses are the same in every run.
#[test]
fn every_mirror_is_the_first_one_equally_often() {
    let snapshot = one_city(8);
    for (country, position) in shuffled_rungs() {
        let mut firsts = BTreeMap::<String, u32>::new();
        for number in 0..CLIENTS {
            let order = first(1, &snapshot, &client(number, country, position), 1);
            *firsts.entry(order[0].clone()).or_default() += 1;
        }
        assert_eq!(firsts.len(), 8);
        assert!(chi_square(&firsts) < 45.0, "{country}: {} {firsts:?}", chi_square(&firsts));
    }
}

/// With 5 degrees of freedom a fair lot exceeds 41 once in ten million runs.
#[test]
fn every_order_of_three_is_equally_frequent() {
    let snapshot = one_city(3);
    for (country, position) in shuffled_rungs() {
        let mut orders = BTreeMap::<Vec<String>, u32>::new();
        for number in 0..CLIENTS {
            *orders.entry(first(3, &snapshot, &client(number, country, position), 1)).or_default() += 1;
        }
        assert_eq!(orders.len(), 6);
        assert!(chi_square(&orders) < 41.0, "{country}: {} {orders:?}", chi_square(&orders));
    }
}

/// One client, slot after slot: the rotation is as fair as the addresses.
#[test]
fn every_slot_brings_another_order() {
    let snapshot = one_city(8);
    for (country, position) in shuffled_rungs() {
        let client = client(1, country, position);
        let orders: BTreeSet<Vec<String>> = (0..100).map(|slot| first(8, &snapshot, &client, slot)).collect();
        assert!(orders.len() >= 98, "{country}: {} orders in 100 slots", orders.len());
        let mut firsts = BTreeMap::<String, u32>::new();
        for slot in 0..SLOTS {
            *firsts.entry(first(1, &snapshot, &client, slot)[0].clone()).or_default() += 1;
        }
        assert!(chi_square(&firsts) < 45.0, "{country}: {} {firsts:?}", chi_square(&firsts));
    }
}

/// Few near mirrors among many: most are not found by drawing, and those that the index adds have the same
/// chances.
#[test]
fn near_mirrors_that_are_rare_have_equal_chances() {
    let snapshot = city_and_overseas(3, 400);
    for country in ["DE", "FR"] {
        let mut orders = BTreeMap::<Vec<String>, u32>::new();
        for number in 0..CLIENTS {
            let client = client(number, country, Some(Position::Place(frankfurt())));
            *orders.entry(first(3, &snapshot, &client, 1)).or_default() += 1;
        }
        assert_eq!(orders.len(), 6);
        assert!(chi_square(&orders) < 41.0, "{country}: {} {orders:?}", chi_square(&orders));
    }
}
