//! The centre of population of each country.

use super::cities::City;
use anyhow::Context;
use maneki_mirror_model::{Coordinates, CountryCode};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Countries without cities: a station, or the centre of the islands, from GeoNames.
const WITHOUT_CITIES: [(&str, f64, f64); 4] = [
    // McMurdo Station, the largest settlement.
    ("AQ", -77.846, 166.676),
    // Bouvet Island.
    ("BV", -54.423, 3.413),
    // Heard Island.
    ("HM", -53.1, 73.517),
    // Wake Island.
    ("UM", 19.283, 166.6),
];

/// One line for each country: `DE   51.021    9.865`.
pub(super) fn table(cities: &[City]) -> anyhow::Result<String> {
    let mut sums = BTreeMap::<CountryCode, [f64; 3]>::new();
    for city in cities {
        let sum = sums.entry(city.country).or_default();
        // Seats of administration without a number of inhabitants count as one inhabitant.
        let people = f64::from(city.population.max(1));
        for (sum, part) in sum.iter_mut().zip(city.coordinates.unit_vector()) {
            *sum += part * people;
        }
    }
    let mut table = String::new();
    for country in CountryCode::all() {
        let centroid = match sums.get(&country) {
            Some(sum) => direction(*sum),
            None => by_hand(country),
        };
        let centroid = centroid.with_context(|| format!("no centroid of {country}"))?;
        writeln!(table, "{country} {:>8.3} {:>9.3}", centroid.latitude(), centroid.longitude())?;
    }
    Ok(table)
}

/// The point on the surface in the direction of a vector from the centre of the Earth.
fn direction([x, y, z]: [f64; 3]) -> Option<Coordinates> {
    Coordinates::new(z.atan2(x.hypot(y)).to_degrees(), y.atan2(x).to_degrees())
}

fn by_hand(country: CountryCode) -> Option<Coordinates> {
    let (_, latitude, longitude) = WITHOUT_CITIES.iter().find(|(code, ..)| *code == country.as_str())?;
    Coordinates::new(*latitude, *longitude)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn city(longitude: f64, population: u32) -> City {
        City {
            country: CountryCode::parse("FJ").unwrap(),
            state: String::new(),
            name: String::new(),
            other_names: Vec::new(),
            coordinates: Coordinates::new(0.0, longitude).unwrap(),
            population,
        }
    }

    #[test]
    fn the_mean_is_weighted_and_crosses_the_date_line() {
        let centroid = |cities: &[City]| {
            let [x, y, z] = cities.iter().fold([0.0; 3], |[x, y, z], city| {
                let [a, b, c] = city.coordinates.unit_vector();
                let people = f64::from(city.population);
                [x + a * people, y + b * people, z + c * people]
            });
            direction([x, y, z]).unwrap()
        };
        assert!((centroid(&[city(179.0, 100), city(-179.0, 100)]).longitude().abs() - 180.0).abs() < 1e-9);
        assert!((centroid(&[city(0.0, 300), city(4.0, 100)]).longitude() - 1.0).abs() < 0.01);
    }
}
