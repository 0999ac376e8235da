//! Where is the city of this name?
//!
//! Two packed [`NameTable`]s, both with the country's code in front of each name: one of states, with
//! the numbers of all states that are called so, and one of cities, with a [`Place`] for each city that
//! is called so, the most populous first. What counts as the same name is said in [`spelling`].

mod place;
pub mod spelling;

use crate::names::NameTable;
use maneki_model::{Coordinates, CountryCode};
pub use place::Place;

static CITIES: &[u8] = include_bytes!("../../data/cities.bin");
static STATES: &[u8] = include_bytes!("../../data/states.bin");

/// Where a city lies; `None` where none of that name is known.
///
/// Among several of one name the state decides. Without a state, or with one that is unknown, it is the
/// most populous. If the state is known and has no such city, there is no answer: a wrong place misleads
/// more than none, for which callers have the country's centroid. A state with the name of the city itself
/// says nothing and excludes nothing.
///
/// ```
/// # use maneki_model::CountryCode;
/// let us = CountryCode::parse("US").ok_or("no country")?;
/// let portland = maneki_geo::city(us, Some("Maine"), "Portland").ok_or("no city")?;
/// assert_eq!(portland.latitude().round(), 44.0);
/// # Ok::<(), &str>(())
/// ```
pub fn city(country: CountryCode, state: Option<&str>, city: &str) -> Option<Coordinates> {
    let folded = spelling::folded(city);
    let mut places = Place::all(NameTable::new(CITIES)?.get(&key(country, &folded))?);
    let Some((state, numbers)) = state.and_then(|state| Some((state, state_numbers(country, state)?))) else {
        return places.next().map(|place| place.coordinates);
    };
    let largest = places.clone().next();
    // Capitals are often a state of their own, or not, depending on whom one asks.
    let same_name = || largest.filter(|_| spelling::folded_state(state) == folded);
    places.find(|place| numbers.contains(&place.state)).or_else(same_name).map(|place| place.coordinates)
}

/// The numbers of all states with this name or code; `None` where there is none.
fn state_numbers(country: CountryCode, state: &str) -> Option<&'static [u8]> {
    NameTable::new(STATES)?.get(&key(country, &spelling::folded_state(state)))
}

/// The key of a name in both tables.
pub fn key(country: CountryCode, folded: &str) -> String {
    format!("{country}{folded}")
}

#[cfg(test)]
mod tests;
