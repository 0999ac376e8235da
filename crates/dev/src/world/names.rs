//! The tables of names: of cities, and of the states that distinguish cities with the same name.

use super::cities::City;
use super::states::States;
use maneki_mirror_geo::gazetteer::{Place, key, spelling};
use maneki_mirror_geo::names;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The least number of inhabitants. Smaller places rarely have data centres, and would make the table a third larger.
const SMALLEST: u32 = 2000;

/// The least number of inhabitants of a city whose other names are included.
const KNOWN_ABROAD: u32 = 50_000;

/// A city with a main name comes before a city with the same other name, unless it is this many times smaller:
/// "Frisco" is the city in Texas, while "Washington" is not a village.
const NAME_PROPER: u32 = 30;

/// The packed tables.
pub(super) struct Tables {
    pub(super) cities: Vec<u8>,
    pub(super) states: Vec<u8>,
}

/// Builds both tables.
pub(super) fn tables(cities: &[City], states: &States) -> Tables {
    Tables { cities: names::pack(&by_name(cities, states)), states: names::pack(&states.by_name()) }
}

/// A city under one of its names.
struct Named {
    place: Place,
    weight: u32,
}

fn by_name(cities: &[City], states: &States) -> BTreeMap<String, Vec<u8>> {
    let mut named = BTreeMap::<String, Vec<Named>>::new();
    for city in cities.iter().filter(|city| city.population >= SMALLEST) {
        let state = states.number(city.country, &city.state);
        let under = |weight: u32| {
            let size = Place::size_of(weight);
            Named { place: Place { state, size, coordinates: city.coordinates }, weight }
        };
        let proper = spelling::folded(&city.name);
        for name in other_names(city).filter(|name| *name != proper) {
            named.entry(key(city.country, &name)).or_default().push(under(city.population));
        }
        let weight = city.population.saturating_mul(NAME_PROPER);
        named.entry(key(city.country, &proper)).or_default().push(under(weight));
    }
    named.into_iter().map(|(name, places)| (name, stored(places))).collect()
}

/// The largest city of each state, in the order of size.
fn stored(mut named: Vec<Named>) -> Vec<u8> {
    named.sort_by_key(|named| Reverse(named.weight));
    let mut stored = Vec::new();
    let mut states = Vec::new();
    for Named { place, .. } in named {
        if !states.contains(&place.state) {
            states.push(place.state);
            stored.extend(place.stored());
        }
    }
    stored
}

/// The other names in Latin script, except codes such as FRA.
fn other_names(city: &City) -> impl Iterator<Item = String> {
    let known = city.population >= KNOWN_ABROAD;
    let is_code = |name: &str| name.len() <= 4 && name.chars().all(char::is_uppercase);
    city.other_names
        .iter()
        .filter(move |name| known && !is_code(name))
        .map(|name| spelling::folded(name))
        .filter(|name| name.len() > 1 && name.is_ascii())
}
