//! Where a country is, when nothing more is known.

use std::sync::LazyLock;

use maneki_model::{Coordinates, CountryCode};

/// One line of fixed width for each country, sorted by code, so that it can be both searched and read.
static CENTROIDS: &[u8] = include_bytes!("../data/centroids.txt");

/// `DE   51.021    9.865` and the end of the line.
const LINE: usize = 22;

/// The lines as numbers, in the same order; read once, for clients are looked up all the time.
static READ: LazyLock<Vec<Option<Coordinates>>> = LazyLock::new(|| lines().iter().map(read).collect());

/// The centroid of where the people of a country live.
///
/// This is the mean of its cities on the sphere, each weighted with its population. The centroid of the
/// area would lie in Siberia for Russia and near Hudson Bay for Canada, with the wrong neighbours next to
/// it; this one lies where a client most probably is.
pub fn centroid(country: CountryCode) -> Option<Coordinates> {
    let code = country.as_str().as_bytes();
    let line = lines().binary_search_by(|line| line[..2].cmp(code)).ok()?;
    *READ.get(line)?
}

/// The centroids of all countries.
pub fn centroids() -> impl Iterator<Item = Coordinates> {
    READ.iter().copied().flatten()
}

fn lines() -> &'static [[u8; LINE]] {
    CENTROIDS.as_chunks().0
}

fn read(line: &[u8; LINE]) -> Option<Coordinates> {
    let columns = str::from_utf8(line).ok()?.split_ascii_whitespace().skip(1);
    let mut numbers = columns.filter_map(|text| text.parse().ok());
    Coordinates::new(numbers.next()?, numbers.next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_one() {
        assert!(CENTROIDS.iter().rev().step_by(LINE).all(|&byte| byte == b'\n'));
        for country in CountryCode::all() {
            assert!(centroid(country).is_some(), "{country}");
        }
    }

    #[test]
    fn they_lie_where_the_people_are() {
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
