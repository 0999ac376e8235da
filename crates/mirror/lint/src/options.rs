use std::time::Duration;

use maneki_mirror_model::CountryCode;
use maneki_mirror_registry::ParseOptions;

/// The size of a city, by country, state and city as they are written, on a scale for comparisons; `None` if the city is
/// not known.
pub type CitySize = fn(CountryCode, Option<&str>, &str) -> Option<u8>;

/// What depends on the caller and not on the registry.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The options of the service that will read the registry.
    pub parse: ParseOptions,
    /// The longest interval between synchronisations without a finding.
    pub slowest_update: Duration,
    /// The prefix length of the widest usual IPv4 network.
    pub widest_v4: u8,
    /// The prefix length of the widest usual IPv6 network.
    pub widest_v6: u8,
    /// The gazetteer; without one, cities are not checked.
    pub city_size: Option<CitySize>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            parse: ParseOptions::default(),
            // The reviewers of the largest registry of this format ask for it.
            slowest_update: Duration::from_hours(3),
            // A /12 has a million addresses; the widest network in real registries is a /16.
            widest_v4: 12,
            // Providers announce /29 to /32; the widest network in real registries is a /39.
            widest_v6: 24,
            city_size: None,
        }
    }
}
