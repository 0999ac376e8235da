use maneki_mirror_model::{Asn, CountryCode, Position};

/// What is known about where an address is.
///
/// Country, state, city and position come from one record and so agree; the autonomous system may be
/// another source's word.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Location {
    /// The country.
    pub country: Option<CountryCode>,
    /// The state, province or region, as the operator's database calls it.
    pub state: Option<String>,
    /// The city, as the operator's database calls it.
    pub city: Option<String>,
    /// A place where the city is known, the country's centroid where only the country is.
    pub position: Option<Position>,
    /// The autonomous system that announces the address.
    pub asn: Option<Asn>,
}
