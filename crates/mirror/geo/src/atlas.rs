use crate::mmdb::{Database, DatabaseError, Place};
use crate::{Location, built_in, centroid};
use maneki_mirror_model::{Asn, CountryCode, Position};
use std::net::IpAddr;
use std::path::PathBuf;

/// The sources of facts about addresses: the operator's databases in their order, then the built-in tables.
///
/// - The first database that knows the country counts. A later one that agrees on the country and knows the city
///   replaces it, so a country file before a city file does not hide the cities.
/// - The first autonomous system that any database knows counts.
/// - The built-in tables fill in a country or an autonomous system that no database knows.
#[derive(Debug, Default)]
pub struct Atlas {
    databases: Vec<Database>,
}

/// The facts about an address, borrowed from the sources.
#[derive(Default)]
struct Found<'a> {
    place: Option<Place<'a>>,
    asn: Option<Asn>,
}

impl Atlas {
    /// The built-in tables alone.
    pub fn built_in() -> Self {
        Self::default()
    }

    /// The operator's databases and the built-in tables.
    ///
    /// Each file that cannot be used is an error in the list; the others are used.
    pub fn open(paths: &[PathBuf]) -> (Self, Vec<DatabaseError>) {
        let (mut databases, mut errors) = (Vec::new(), Vec::new());
        for path in paths {
            match Database::open(path) {
                Ok(database) => databases.push(database),
                Err(error) => errors.push(error),
            }
        }
        (Self { databases }, errors)
    }

    /// All facts about an address. An IPv4 address inside IPv6 (`::ffff:a.b.c.d`) counts as IPv4.
    pub fn locate(&self, address: IpAddr) -> Location {
        let found = self.find(address);
        Location {
            country: found.country(),
            state: found.place.and_then(|place| place.state).map(str::to_owned),
            city: found.place.and_then(|place| place.city).map(str::to_owned),
            position: found.position(),
            asn: found.asn,
        }
    }

    /// Only the facts that mirrors are selected by; copies no text.
    pub fn place(&self, address: IpAddr) -> (Option<CountryCode>, Option<Position>, Option<Asn>) {
        let found = self.find(address);
        (found.country(), found.position(), found.asn)
    }

    fn find(&self, address: IpAddr) -> Found<'_> {
        let address = address.to_canonical();
        let mut found = Found::default();
        for database in &self.databases {
            if found.is_complete() {
                return found;
            }
            if let Some(record) = database.record(address) {
                found.asn = found.asn.or(record.asn);
                found.place = better(found.place, record.place);
            }
        }
        if found.place.is_none() || found.asn.is_none() {
            let (country, asn) = built_in::origin(address);
            found.place = found.place.or_else(|| country.map(country_alone));
            found.asn = found.asn.or(asn);
        }
        found
    }
}

impl Found<'_> {
    fn is_complete(&self) -> bool {
        self.asn.is_some() && self.place.is_some_and(|place| place.coordinates.is_some())
    }

    fn country(&self) -> Option<CountryCode> {
        self.place.map(|place| place.country)
    }

    fn position(&self) -> Option<Position> {
        let place = self.place?;
        match place.coordinates {
            Some(coordinates) => Some(Position::Place(coordinates)),
            None => centroid(place.country).map(Position::Centroid),
        }
    }
}

/// The better of an earlier and a later record.
fn better<'a>(earlier: Option<Place<'a>>, later: Option<Place<'a>>) -> Option<Place<'a>> {
    match (earlier, later) {
        (Some(earlier), Some(later))
            if earlier.coordinates.is_none()
                && later.coordinates.is_some()
                && earlier.country == later.country =>
        {
            Some(later)
        }
        (earlier, later) => earlier.or(later),
    }
}

fn country_alone<'a>(country: CountryCode) -> Place<'a> {
    Place { country, state: None, city: None, coordinates: None }
}

#[cfg(test)]
mod tests;
