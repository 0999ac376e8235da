use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;
use maneki_model::{Asn, CloudProvider, CloudRanges, Coordinates, CountryCode, MirrorName};
use url::Url;

/// Where every mirror stands, by name; one that is missing stands nowhere.
pub type Places = BTreeMap<MirrorName, Place>;

/// Where a mirror stands, as far as it could be found out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// The country.
    pub country: Option<CountryCode>,
    /// The coordinates, and what they rest on.
    pub coordinates: Option<(Coordinates, Basis)>,
    /// The addresses that its name stands for.
    pub addresses: Vec<IpAddr>,
    /// The system that its own address belongs to.
    pub asn: Option<Asn>,
}

/// What coordinates rest on, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The operator wrote them down.
    Declared,
    /// The city that the operator wrote down.
    City,
    /// An address database.
    Address,
    /// The middle of the country.
    Country,
}

/// The address ranges that do not stand in the registry itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Networks {
    /// The published ranges of the clouds that are configured.
    pub clouds: BTreeMap<CloudProvider, CloudRanges>,
    /// What the `subnets` URLs of mirror files hold.
    pub subnets: BTreeMap<Url, Vec<IpNet>>,
}
