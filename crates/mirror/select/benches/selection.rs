//! What one selection costs, without an explanation: the service does one for each request.
#![expect(clippy::unwrap_used, reason = "a bench stops where it fails")]

#[path = "../tests/world/mod.rs"]
mod world;

use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr};

use criterion::{Criterion, criterion_group, criterion_main};
use maneki_ground_address::Reach;
use maneki_mirror_geo::Atlas;
use maneki_mirror_model::{CountryCode, Position};
use maneki_mirror_registry::Registry;
use maneki_mirror_select::{Client, Query, Slot, select};
use maneki_mirror_snapshot::Snapshot;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// How many clients take turns, so that no answer is in the cache.
const CLIENTS: usize = 4096;

/// Cities of clients: in a dense region, in a large country, next to a border, far from most.
const CITIES: [(&str, &str, &str); 5] = [
    ("frankfurt", "DE", "Frankfurt am Main"),
    ("new-york", "US", "New York City"),
    ("luxembourg", "LU", "Luxembourg"),
    ("nairobi", "KE", "Nairobi"),
    ("perth", "AU", "Perth"),
];

fn selections(criterion: &mut Criterion) {
    let folder = maneki_testkit::shared("data/almalinux-registry");
    let registry = world::read(&folder.unwrap_or_else(maneki_testkit::example_registry));
    let places = world::places::places(&registry);
    let many = |apart| world::many::repeated(&registry, &places, 10_000, apart);
    for (name, (registry, places)) in [
        ("", (registry.clone(), places.clone())),
        ("-apart", many(0.5)),
        // All copies at the point of the original: hundreds are equally near.
        ("-in-the-same-cities", many(0.0)),
    ] {
        bench_registry(criterion, name, registry, places);
    }
}

fn bench_registry(
    criterion: &mut Criterion,
    name: &str,
    registry: Registry,
    places: maneki_mirror_snapshot::Places,
) {
    let query = Query::new(world::main_tree(&registry), 10);
    let mut group = criterion.benchmark_group(format!("{}-mirrors{name}", registry.mirrors.len()));
    let snapshot = world::snapshot(registry, places);
    let atlas = Atlas::built_in();

    let addresses = addresses();
    let mut turn = addresses.iter().copied().cycle();
    group.bench_function("address-to-answer", |bench| {
        bench.iter(|| answer(&snapshot, &located(&atlas, turn.next().unwrap()), &query));
    });
    let mut bench_clients = |name: &str, query: &Query, client: &dyn Fn(IpAddr) -> Client| {
        let clients: Vec<Client> = addresses.iter().map(|&address| client(address)).collect();
        let mut turn = clients.iter().cycle();
        group.bench_function(name, |bench| {
            bench.iter(|| answer(&snapshot, turn.next().unwrap(), query));
        });
    };
    bench_clients("country-known", &query, &|address| located(&atlas, address));
    bench_clients("nothing-known", &query, &Client::unknown);
    for (name, country, city) in CITIES {
        let country = CountryCode::parse(country).unwrap();
        bench_clients(name, &query, &|address| in_city(country, city, located(&atlas, address)));
    }
    // The costliest question: everything near is passed over, and most of what is far.
    let [germany, japan] = ["DE", "JP"].map(|code| CountryCode::parse(code).unwrap());
    let query = Query { countries: Some(vec![japan]), ..query };
    let client = |address| in_city(germany, "Frankfurt am Main", located(&atlas, address));
    bench_clients("frankfurt-asks-for-japan", &query, &client);
    group.finish();
}

fn in_city(country: CountryCode, city: &str, client: Client) -> Client {
    let place = maneki_mirror_geo::city(country, None, city).unwrap();
    Client { country: Some(country), position: Some(Position::Place(place)), ..client }
}

fn answer(snapshot: &Snapshot, client: &Client, query: &Query) {
    black_box(select(snapshot, black_box(client), query, Slot(1)));
}

fn located(atlas: &Atlas, address: IpAddr) -> Client {
    let (country, position, asn) = atlas.place(address);
    Client { address, country, position, asn }
}

/// Random public addresses.
fn addresses() -> Vec<IpAddr> {
    let mut lots = Xoshiro256PlusPlus::seed_from_u64(7);
    let drawn = std::iter::repeat_with(|| IpAddr::V4(Ipv4Addr::from_bits(lots.random())));
    drawn.filter(|&address| Reach::from_address(address) == Reach::Public).take(CLIENTS).collect()
}

criterion_group!(benches, selections);
criterion_main!(benches);
