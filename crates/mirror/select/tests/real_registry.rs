//! Selection from a real registry, with all the oddities that strangers write into theirs.
//!
//! Nothing of it is in this repository, so the test finds the names when it runs.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod world;

use std::net::IpAddr;

use maneki_mirror_model::{Asn, CountryCode, Position};
use maneki_mirror_registry::{Mirror, Registry, Subnets};
use maneki_mirror_select::{Choice, Client, Query, Rung, Selection, Slot, select};
use maneki_mirror_snapshot::{Basis, MirrorEntry, Snapshot};

/// The registry, unless it is missing here.
fn registry() -> Option<Registry> {
    maneki_testkit::shared("data/almalinux-registry").map(|folder| world::read(&folder))
}

struct Service {
    snapshot: Snapshot,
    query: Query,
}

impl Service {
    fn start() -> Option<Self> {
        let registry = registry()?;
        let query = Query::new(world::main_tree(&registry), 10);
        let places = world::places::places(&registry);
        Some(Self { snapshot: world::snapshot(registry, places), query })
    }

    fn select(&self, client: &Client) -> Selection {
        select(&self.snapshot, client, &self.query, Slot(1))
    }

    /// The mirrors that can serve the query of the tests, in the order of their names.
    fn mirrors(&self) -> impl Iterator<Item = &Mirror> {
        self.snapshot.entries().map(|(_, entry)| &entry.mirror)
    }

    fn chosen(&self, selection: &Selection) -> Vec<(&MirrorEntry, Rung)> {
        selection.choices.iter().map(|choice| (self.snapshot.entry(choice.mirror), choice.rung)).collect()
    }
}

/// A client in a city, with a documentation address.
fn in_city(country: &str, city: &str) -> Client {
    let country = CountryCode::parse(country).unwrap();
    let position = Position::Place(maneki_mirror_geo::city(country, None, city).unwrap());
    let address = IpAddr::from([192, 0, 2, 1]);
    Client { address, country: Some(country), position: Some(position), asn: None }
}

fn networks(mirror: &Mirror) -> &[ipnet::IpNet] {
    match &mirror.subnets {
        Subnets::Listed(listed) => listed,
        Subnets::Remote(_) => &[],
    }
}

#[test]
fn nearly_every_mirror_with_a_city_is_found_on_the_map() {
    let Some(registry) = registry() else { return };
    let with_city: Vec<&Mirror> =
        registry.mirrors.values().filter(|mirror| mirror.geolocation.city.is_some()).collect();
    let lost: Vec<&&Mirror> =
        with_city.iter().filter(|mirror| world::places::city(mirror).is_none()).collect();
    for mirror in &lost {
        println!("{}: {:?}", mirror.name, mirror.geolocation);
    }
    println!("{} of {} cities are not in the gazetteer", lost.len(), with_city.len());
    assert!(with_city.len() >= 400, "{} mirrors name a city", with_city.len());
    assert!(lost.len() * 20 <= with_city.len(), "{} of {} were not found", lost.len(), with_city.len());
}

#[test]
fn clients_around_the_world_get_ten_public_mirrors() {
    let Some(service) = Service::start() else { return };
    for (country, city) in [
        ("DE", "Frankfurt am Main"),
        ("BR", "São Paulo"),
        ("KE", "Nairobi"),
        ("JP", "Tokyo"),
        ("IS", "Reykjavik"),
    ] {
        let client = in_city(country, city);
        let middle = maneki_mirror_geo::centroid(client.country.unwrap()).map(Position::Centroid);
        for client in [client, Client { position: middle, ..client }, Client::unknown(client.address)] {
            let selection = service.select(&client);
            let chosen = service.chosen(&selection);
            assert_eq!(chosen.len(), 10, "{city}");
            assert!(chosen.iter().all(|(entry, _)| entry.mirror.is_public()), "{city}");
            assert_eq!(selection.monopoly, None);
        }
    }
}

#[test]
fn clients_get_the_mirrors_of_their_own_country_first() {
    let Some(service) = Service::start() else { return };
    for (country, city) in
        [("DE", "Frankfurt am Main"), ("BR", "São Paulo"), ("JP", "Tokyo"), ("US", "New York City")]
    {
        let client = in_city(country, city);
        let at_home = service
            .mirrors()
            .filter(|mirror| mirror.is_public() && mirror.geolocation.country == client.country);
        let at_home = at_home.count().min(10);
        assert!(at_home >= 3, "{country} has {at_home} mirrors");
        let selection = service.select(&client);
        let first = &service.chosen(&selection)[..at_home];
        assert!(first.iter().all(|(entry, _)| entry.place.country == client.country), "{city}");
        assert!(first.iter().all(|(_, rung)| matches!(rung, Rung::Near | Rung::Country)), "{city}");
    }
}

/// A client in Kenya has no near mirror, and yet gets the nearest: the first are not on another continent's
/// far end.
#[test]
fn where_mirrors_are_rare_the_nearest_come_first() {
    let Some(service) = Service::start() else { return };
    let client = in_city("KE", "Nairobi");
    let selection = service.select(&client);
    let far = selection.choices.iter().filter(|choice| choice.rung == Rung::Far);
    let far: Vec<Option<u32>> = far.map(|choice| choice.distance_km(&service.snapshot, &client)).collect();
    assert!(!far.is_empty() && far.is_sorted() && far.iter().all(Option::is_some), "{far:?}");
    let here = client.position.unwrap().coordinates();
    let nearest = service.snapshot.entries().filter(|(_, entry)| entry.mirror.is_public());
    let nearest = nearest.filter_map(|(_, entry)| Some(here.distance_km(entry.coordinates()?)));
    let nearest = nearest.min_by(f64::total_cmp).unwrap();
    let km = |choice: &Choice| choice.distance_km(&service.snapshot, &client);
    let chosen = selection.choices.iter().filter_map(km).min().unwrap();
    assert!((nearest - f64::from(chosen)).abs() <= 1.0, "{nearest} {chosen}");
}

#[test]
fn a_client_in_a_declared_network_gets_its_mirror_first() {
    let Some(service) = Service::start() else { return };
    let (mut with_monopoly, mut without) = (0, 0);
    for mirror in service.mirrors() {
        for network in networks(mirror) {
            let client = Client { address: network.addr(), ..in_city("KE", "Nairobi") };
            let selection = service.select(&client);
            let (first, rung) = service.chosen(&selection)[0];
            assert_eq!(rung, Rung::Subnet, "{network}");
            assert!(networks(&first.mirror).iter().any(|net| net.contains(&client.address)), "{network}");
            if mirror.monopoly {
                let found =
                    (first.mirror.name.as_str(), selection.choices.len(), selection.monopoly.is_some());
                assert_eq!(found, (mirror.name.as_str(), 1, true));
                with_monopoly += 1;
            } else {
                without += 1;
            }
        }
    }
    println!("{with_monopoly} networks have a monopoly, {without} have none");
    assert!(with_monopoly > 0 && without > 0);
}

#[test]
fn a_client_of_a_declared_system_gets_its_mirrors_first() {
    let Some(service) = Service::start() else { return };
    let systems: std::collections::BTreeSet<Asn> =
        service.mirrors().flat_map(|mirror| &mirror.asns).copied().collect();
    assert!(systems.len() > 10, "{} systems", systems.len());
    for asn in systems {
        let declare = |entry: &&MirrorEntry| entry.mirror.asns.contains(&asn);
        let declared = service.snapshot.entries().map(|(_, entry)| entry).filter(declare).count();
        let selection = service.select(&Client { asn: Some(asn), ..in_city("KE", "Nairobi") });
        let chosen = service.chosen(&selection);
        if selection.monopoly.is_none() {
            assert_eq!(chosen.len(), 10, "{asn}");
            let on_rung = chosen.iter().filter(|(entry, rung)| *rung == Rung::Asn && declare(entry)).count();
            assert_eq!(on_rung, declared.min(10), "{asn}");
        }
        assert_eq!(chosen[0].1, Rung::Asn, "{asn}");
    }
}

#[test]
fn private_mirrors_without_networks_are_in_no_answer() {
    let Some(service) = Service::start() else { return };
    let hidden = service.snapshot.entries().filter(|(_, entry)| {
        let mirror = &entry.mirror;
        mirror.private && mirror.asns.is_empty() && mirror.subnets == Subnets::default()
    });
    let hidden: Vec<_> = hidden.map(|(id, _)| id).collect();
    assert!(!hidden.is_empty());
    let everybody = Query { limit: usize::MAX, ..service.query.clone() };
    let clients = [in_city("DE", "Frankfurt am Main"), Client::unknown(IpAddr::from([192, 0, 2, 1]))];
    for client in clients {
        let choices = select(&service.snapshot, &client, &everybody, Slot(1)).choices;
        assert!(choices.len() > 400, "{} public mirrors", choices.len());
        assert!(choices.iter().all(|choice| !hidden.contains(&choice.mirror)));
    }
}

/// Where the coordinates come from, for the reader of the output.
#[test]
fn every_mirror_with_a_country_stands_somewhere() {
    let Some(service) = Service::start() else { return };
    let count = |wanted: Option<Basis>| {
        let basis =
            service.snapshot.entries().map(|(_, entry)| entry.place.coordinates.map(|(_, basis)| basis));
        basis.filter(|basis| *basis == wanted).count()
    };
    let (city, country, none) = (count(Some(Basis::City)), count(Some(Basis::Country)), count(None));
    println!(
        "{city} mirrors are in their city, {country} at the centroid of their country, {none} have no place"
    );
    let without = service.mirrors().filter(|mirror| mirror.geolocation.country.is_none()).count();
    assert_eq!(none, without);
}
