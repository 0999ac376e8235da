//! The place of a country, for addresses and mirrors of which only the country is known.

use std::sync::LazyLock;

use maneki_mirror_model::{Coordinates, CountryCode};

/// One line for each country: its code, latitude and longitude.
static CENTROIDS: &str = include_str!("../data/centroids.txt");

/// The number of letters in the alphabet.
const LETTERS: usize = 26;

/// The lines as numbers, by the two letters of the code; parsed once, because every lookup of a client needs them.
static BY_LETTERS: LazyLock<[Option<Coordinates>; LETTERS * LETTERS]> = LazyLock::new(|| {
    let mut by_letters = [None; LETTERS * LETTERS];
    for line in CENTROIDS.lines() {
        if let Some((country, coordinates)) = read(line)
            && let Some(place) = by_letters.get_mut(place(country))
        {
            *place = Some(coordinates);
        }
    }
    by_letters
});

/// The centroid of where the people of a country live.
///
/// This is the mean of its cities on the sphere, weighted by population: the most likely place of a client. The
/// centroid of the area would be in Siberia for Russia and near Hudson Bay for Canada, with the wrong neighbours.
pub fn centroid(country: CountryCode) -> Option<Coordinates> {
    *BY_LETTERS.get(place(country))?
}

/// The centroids of all countries.
pub fn centroids() -> impl Iterator<Item = Coordinates> {
    BY_LETTERS.iter().copied().flatten()
}

/// Parses the lines, unless that is done.
pub(crate) fn unpack() {
    LazyLock::force(&BY_LETTERS);
}

/// The index of a country in the table.
fn place(country: CountryCode) -> usize {
    country.as_str().bytes().fold(0, |place, letter| LETTERS * place + usize::from(letter.wrapping_sub(b'A')))
}

/// Parses a line: `DE   51.021    9.865`.
fn read(line: &str) -> Option<(CountryCode, Coordinates)> {
    let mut columns = line.split_ascii_whitespace();
    let country = CountryCode::parse(columns.next()?)?;
    let mut numbers = columns.filter_map(|text| text.parse().ok());
    Some((country, Coordinates::new(numbers.next()?, numbers.next()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_one() {
        for country in CountryCode::all() {
            assert!(centroid(country).is_some(), "{country}");
        }
    }

    #[test]
    fn a_centroid_is_where_the_people_are() {
        for (code, latitude, longitude, within_km) in [
            ("DE", 51.0, 10.0, 150.0),
            ("US", 37.5, -93.0, 500.0),
            // Between Moscow and the Urals, and not in Siberia.
            ("RU", 54.5, 48.0, 700.0),
            // Ontario, and not Nunavut.
            ("CA", 47.0, -86.0, 500.0),
            ("AU", -33.0, 146.0, 600.0),
            ("JP", 35.6, 137.5, 150.0),
            // Both sides of the date line: neither the Greenwich meridian nor Asia.
            ("FJ", -17.8, 178.0, 200.0),
            ("NZ", -39.0, 174.8, 400.0),
            ("AQ", -78.0, 166.0, 3000.0),
        ] {
            let found = centroid(CountryCode::parse(code).unwrap()).unwrap();
            let distance = found.distance_km(Coordinates::new(latitude, longitude).unwrap());
            assert!(distance < within_km, "{code}: {found:?} is {distance:.0} km off");
        }
    }
}
