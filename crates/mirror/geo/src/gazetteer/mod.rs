//! Where is the city of this name?
//!
//! Two packed [`NameTable`]s hold names that begin with the country's code. One maps names of states to the numbers of
//! all states of that name, the other maps names of cities to a [`Place`] for each city of that name, the most populous
//! first. [`spelling`] defines which names are equal.

mod place;
pub mod spelling;

use crate::names::NameTable;
use maneki_mirror_model::{Coordinates, CountryCode};
pub use place::Place;

static CITIES: &[u8] = include_bytes!("../../data/cities.bin");
static STATES: &[u8] = include_bytes!("../../data/states.bin");

/// The place of a city; `None` if no city of that name is known.
///
/// The state decides among several cities of one name. Without a state, or with an unknown one, the most populous city
/// counts. If the state is known and has no such city, there is no answer, because a wrong place misleads more than a
/// missing one, for which callers have the country's centroid. A state with the name of the city itself excludes
/// nothing, because capitals are states in some lists and not in others.
///
/// ```
/// # use maneki_mirror_model::CountryCode;
/// let us = CountryCode::parse("US").ok_or("no country")?;
/// let portland = maneki_mirror_geo::city(us, Some("Maine"), "Portland").ok_or("no city")?;
/// assert_eq!(portland.latitude().round(), 44.0);
/// # Ok::<(), &str>(())
/// ```
pub fn city(country: CountryCode, state: Option<&str>, city: &str) -> Option<Coordinates> {
    find(country, state, city).map(|place| place.coordinates)
}

/// A measure of how well known the city is that [`city`] finds. Among cities of one name in several countries, people
/// usually mean the one with the largest number. A city's main name counts more than its other names.
///
/// ```
/// # use maneki_mirror_model::CountryCode;
/// let size = |code| maneki_mirror_geo::city_size(CountryCode::parse(code)?, None, "Paris");
/// assert!(size("FR") > size("US"));
/// ```
pub fn city_size(country: CountryCode, state: Option<&str>, city: &str) -> Option<u8> {
    find(country, state, city).map(|place| place.size)
}

fn find(country: CountryCode, state: Option<&str>, city: &str) -> Option<Place> {
    let Some(state) = state else { return largest(country, city) };
    match state_numbers(country, state) {
        Some(numbers) => within(country, numbers, city).or_else(|| {
            let same_name = spelling::folded_state(state) == spelling::folded(city);
            same_name.then(|| largest(country, city)).flatten()
        }),
        None => meant(country, state, city).or_else(|| largest(country, city)),
    }
}

/// The city that people mean with an unknown state: one in a territory that counts as a country, such as Puerto Rico, or
/// one with state and city swapped.
fn meant(country: CountryCode, state: &str, city: &str) -> Option<Place> {
    let territory = CountryCode::from_name(state).filter(|&territory| territory != country);
    let swapped = || within(country, state_numbers(country, city)?, state);
    territory.and_then(|territory| largest(territory, city)).or_else(swapped)
}

/// The most populous city of a name.
fn largest(country: CountryCode, city: &str) -> Option<Place> {
    Place::all(places(country, city)?).next()
}

/// The most populous city of a name in states of these numbers.
fn within(country: CountryCode, states: &[u8], city: &str) -> Option<Place> {
    Place::all(places(country, city)?).find(|place| states.contains(&place.state))
}

fn places(country: CountryCode, city: &str) -> Option<&'static [u8]> {
    NameTable::new(CITIES)?.get(&key(country, &spelling::folded(city)))
}

/// The numbers of all states with this name or code.
fn state_numbers(country: CountryCode, state: &str) -> Option<&'static [u8]> {
    NameTable::new(STATES)?.get(&key(country, &spelling::folded_state(state)))
}

/// The key of a name in both tables.
pub fn key(country: CountryCode, folded: &str) -> String {
    format!("{country}{folded}")
}

#[cfg(test)]
mod tests;
