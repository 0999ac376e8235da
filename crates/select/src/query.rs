use maneki_model::{CountryCode, Protocol};
use maneki_registry::Target;
use maneki_snapshot::Entry;

use crate::explain::Exclusion;

/// What is asked, and under which conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The place in the tree.
    pub target: Target,
    /// Only this protocol; otherwise http goes before https.
    pub protocol: Option<Protocol>,
    /// Only mirrors in these countries; an empty list is a filter that nothing passes.
    pub countries: Option<Vec<CountryCode>>,
    /// No mirrors in these countries.
    pub exclude_countries: Vec<CountryCode>,
    /// None of these mirrors, by name.
    pub exclude: Vec<Box<str>>,
    /// How many mirrors at most.
    pub limit: usize,
}

impl Query {
    /// A question without conditions.
    pub fn new(target: Target, limit: usize) -> Self {
        Self {
            target,
            protocol: None,
            countries: None,
            exclude_countries: Vec::new(),
            exclude: Vec::new(),
            limit,
        }
    }

    /// The protocol by which a mirror can serve this, or why it cannot.
    pub(crate) fn admits(&self, entry: &Entry) -> Result<Protocol, Exclusion> {
        let urls = entry.urls(&self.target.tree).ok_or(Exclusion::ModuleNotCarried)?;
        let country = entry.place.country;
        if let Some(wanted) = &self.countries
            && !country.is_some_and(|country| wanted.contains(&country))
        {
            return Err(Exclusion::OtherCountry);
        }
        if country.is_some_and(|country| self.exclude_countries.contains(&country)) {
            return Err(Exclusion::CountryExcluded);
        }
        if self.exclude.iter().any(|name| name.eq_ignore_ascii_case(entry.mirror.name.as_str())) {
            return Err(Exclusion::NameExcluded);
        }
        let offered = match self.protocol {
            Some(protocol) => [Some(protocol), None],
            None => [Some(Protocol::Http), Some(Protocol::Https)],
        };
        let usable = offered.into_iter().flatten().find(|&protocol| urls.get(protocol).is_some());
        usable.ok_or(Exclusion::WrongProtocol)
    }
}
