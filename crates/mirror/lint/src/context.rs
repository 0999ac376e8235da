use std::fmt;
use std::time::Duration;

use maneki_mirror_model::CountryCode;
use maneki_mirror_registry::{Catalog, ParseOptions};

/// How large a city is, by country, state and city as they are written, on a scale that only compares; `None` where it is
/// not known.
pub type CitySize<'a> = &'a dyn Fn(CountryCode, Option<&str>, &str) -> Option<u8>;

/// What depends on who asks.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// What the service that will read the registry allows.
    pub policy: ParseOptions,
    /// A mirror that is synchronised less often is told so.
    pub slowest_update: Duration,
    /// A wider IPv4 network than this prefix length is unusual.
    pub widest_v4: u8,
    /// The same for IPv6.
    pub widest_v6: u8,
    /// The gazetteer; without one cities are not judged.
    pub city_size: Option<CitySize<'a>>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            policy: ParseOptions::default(),
            // What the reviewers of the largest registry of this format ask for.
            slowest_update: Duration::from_hours(3),
            // A /12 has a million addresses; the widest in real registries is a /16.
            widest_v4: 12,
            // Providers announce /29 to /32; the widest in real registries is a /39.
            widest_v6: 24,
            city_size: None,
        }
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("policy", &self.policy)
            .field("slowest_update", &self.slowest_update)
            .field("widest_v4", &self.widest_v4)
            .field("widest_v6", &self.widest_v6)
            .field("city_size", &self.city_size.is_some())
            .finish()
    }
}

/// What a rule may know besides the file that it looks at.
pub(crate) struct Context<'a> {
    pub(crate) options: &'a Options<'a>,
    /// What the distribution has; `None` where there is no `config.yml` that can be used.
    pub(crate) catalog: Option<&'a Catalog>,
}
