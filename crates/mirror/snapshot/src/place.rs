use std::collections::BTreeMap;
use std::net::IpAddr;

use maneki_mirror_model::{Asn, Coordinates, CountryCode, MirrorName};

/// The places of mirrors, by name. A mirror that is missing has no known place.
pub type Places = BTreeMap<MirrorName, Place>;

/// What is known about where a mirror is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// Its country.
    pub country: Option<CountryCode>,
    /// Its coordinates, and where they come from.
    pub coordinates: Option<(Coordinates, Basis)>,
    /// The addresses that its host name resolves to.
    pub addresses: Vec<IpAddr>,
    /// The autonomous system of those addresses.
    pub asn: Option<Asn>,
}

/// Where coordinates come from, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The mirror file declares them.
    Declared,
    /// They are those of the city that the mirror file names.
    City,
    /// An address database has them for the mirror's address.
    Address,
    /// They are the centroid of the country.
    Country,
}
