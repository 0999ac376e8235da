use maneki_mirror_model::{CountryCode, Protocol, Protocols};
use maneki_mirror_registry::{IsoFolder, Target};
use maneki_mirror_snapshot::{MirrorEntry, MirrorId, Routes, Standing, Standings, Tier};

use crate::exclusion::Exclusion;

/// What is requested, and under which conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The place in the tree.
    pub target: Target,
    /// Only this protocol; `None`: http is preferred to https.
    pub protocol: Option<Protocol>,
    /// Only mirrors in these countries; no mirror passes an empty list.
    pub countries: Option<Vec<CountryCode>>,
    /// No mirrors in these countries.
    pub exclude_countries: Vec<CountryCode>,
    /// No mirrors with these names.
    pub exclude: Vec<Box<str>>,
    /// Only mirrors whose last repomd.xml is published or was within the allowed time. A client that gets the
    /// digests refuses all others.
    pub only_published: bool,
    /// Only public mirrors, even for clients in networks that other mirrors name. Private mirrors are not checked,
    /// and clouds keep no images.
    pub only_public: bool,
    /// The maximum number of mirrors.
    pub limit: usize,
}

/// The permission for a mirror to serve a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Admission {
    pub(crate) protocol: Protocol,
    pub(crate) preference: Preference,
}

/// The order of mirrors within a rung, the most preferred first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Preference {
    /// Nothing speaks against the mirror.
    First,
    /// It has another publication than the current one.
    Other,
    /// The client uses IPv6, and it is not known whether the mirror serves over it.
    Unverified,
    /// Both.
    UnverifiedOther,
}

impl Query {
    /// A query without conditions.
    pub fn new(target: Target, limit: usize) -> Self {
        Self {
            target,
            protocol: None,
            countries: None,
            exclude_countries: Vec::new(),
            exclude: Vec::new(),
            only_published: false,
            only_public: false,
            limit,
        }
    }

    /// A query for a folder of images, without other conditions.
    pub fn for_isos(folder: &IsoFolder, limit: usize) -> Self {
        Self { only_public: true, ..Self::new(folder.target(), limit) }
    }

    /// How a mirror can serve the request, or why it cannot. This is the only place that decides it. `over_ipv6`:
    /// whether the client uses IPv6, and mirrors must therefore not fail over it.
    pub(crate) fn admits(
        &self,
        mirror: MirrorId,
        entry: &MirrorEntry,
        standings: Option<&Standings>,
        over_ipv6: bool,
    ) -> Result<Admission, Exclusion> {
        let urls = entry.urls(&self.target.tree).ok_or(Exclusion::ModuleNotCarried)?;
        self.admits_entry(entry)?;
        let is_other = match standings {
            Some(standings) => admits_standing(standings.standing(mirror), standings.tier())?,
            None => false,
        };
        if self.only_published && standings.is_some_and(|standings| !standings.has_published(mirror)) {
            return Err(Exclusion::NotPublished);
        }
        // Checks of routes count only while some mirror is good.
        let checked = standings.filter(|standings| standings.tier() == Tier::Good);
        let routes = checked.map(|checked| checked.routes(mirror)).unwrap_or_default();
        let working = self.working_protocols(urls.protocols(), routes)?;
        let over_ipv6 = over_ipv6 && checked.is_some_and(Standings::ipv6_counts);
        let working = if over_ipv6 { working - routes.failing_over_ipv6 } else { working };
        let protocol = working.first().ok_or(Exclusion::FailsOverIpv6)?;
        let is_unverified = over_ipv6 && !routes.working_over_ipv6.contains(protocol);
        Ok(Admission { protocol, preference: Preference::new(is_unverified, is_other) })
    }

    /// Whether a mirror passes the conditions that do not depend on its health.
    fn admits_entry(&self, entry: &MirrorEntry) -> Result<(), Exclusion> {
        if self.only_public && !entry.mirror.is_public() {
            return Err(if entry.mirror.private { Exclusion::Private } else { Exclusion::Cloud });
        }
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
        Ok(())
    }

    /// The declared protocols that fit the request and do not fail.
    fn working_protocols(&self, declared: Protocols, routes: Routes) -> Result<Protocols, Exclusion> {
        let offered = declared & self.protocol.map_or(Protocols::WEB, Protocols::only);
        let first = offered.first().ok_or(Exclusion::WrongProtocol)?;
        let working = offered - routes.failing;
        if !working.is_empty() {
            return Ok(working);
        }
        match self.protocol {
            Some(_) => Err(Exclusion::ProtocolFails),
            // Both failed last time, but something was read: either is as good as the other.
            None => Ok(Protocols::only(first)),
        }
    }
}

impl Preference {
    fn new(is_unverified: bool, is_other: bool) -> Self {
        match (is_unverified, is_other) {
            (false, false) => Self::First,
            (false, true) => Self::Other,
            (true, false) => Self::Unverified,
            (true, true) => Self::UnverifiedOther,
        }
    }
}

/// Whether a mirror comes after the others of its rung, or why it is not served at all.
pub(crate) fn admits_standing(standing: Standing, tier: Tier) -> Result<bool, Exclusion> {
    match (standing, tier) {
        // A private mirror is always current, because it is trusted, also when no public mirror is good.
        (Standing::Current, _)
        | (Standing::Unknown, Tier::Unknown)
        | (Standing::LastGood(_), Tier::LastGood) => Ok(false),
        (Standing::Other, _) => Ok(true),
        (Standing::Unknown, _) => Err(Exclusion::NotYetChecked),
        (Standing::LastGood(cause) | Standing::Out(cause), _) => Err(Exclusion::Unhealthy(cause)),
        (Standing::Drained, _) => Err(Exclusion::Drained),
    }
}
