use maneki_mirror_model::{Asn, CountryCode, Position};

/// Where an address is.
///
/// Country, state, city and position come from one record, so they agree. The autonomous system may come from another
/// source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Location {
    /// The country.
    pub country: Option<CountryCode>,
    /// The state, province or region, as the operator's database calls it.
    pub state: Option<String>,
    /// The city, as the operator's database calls it.
    pub city: Option<String>,
    /// The place of the city if it is known, otherwise the country's centroid.
    pub position: Option<Position>,
    /// The autonomous system that announces the address.
    pub asn: Option<Asn>,
}
