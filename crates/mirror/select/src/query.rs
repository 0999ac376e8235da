use maneki_mirror_model::{CountryCode, Protocol, Protocols};
use maneki_mirror_registry::{IsoFolder, Target};
use maneki_mirror_snapshot::{MirrorEntry, MirrorId, Standing, Standings, Tier};

use crate::explain::Exclusion;

/// That a mirror may serve a request, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Admission {
    pub(crate) protocol: Protocol,
    pub(crate) preference: Preference,
}

/// When a mirror of a rung has its turn, the earliest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Preference {
    /// At once.
    First,
    /// What it has is not what is published now.
    Other,
    /// The client comes over IPv6, and it is not known whether the mirror serves over that.
    Unverified,
    /// Both.
    UnverifiedOther,
}

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
    /// Only mirrors last seen with what is published, or was and still counts: a client that is told the
    /// digests refuses the others.
    pub only_published: bool,
    /// Only mirrors that are there for everybody, also where the client is in a network that others name: what
    /// private ones have is taken on trust, and clouds keep no images.
    pub only_public: bool,
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
            only_published: false,
            only_public: false,
            limit,
        }
    }

    /// A question for a folder of images, without conditions.
    pub fn for_isos(folder: &IsoFolder, limit: usize) -> Self {
        Self { only_public: true, ..Self::new(folder.target(), limit) }
    }

    /// How a mirror can serve this, or why it cannot: the one place that decides. `over_ipv6`: whether the
    /// client comes over IPv6, and that is to count.
    pub(crate) fn admits(
        &self,
        mirror: MirrorId,
        entry: &MirrorEntry,
        standings: Option<&Standings>,
        over_ipv6: bool,
    ) -> Result<Admission, Exclusion> {
        let urls = entry.urls(&self.target.tree).ok_or(Exclusion::ModuleNotCarried)?;
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
        let later = match standings {
            Some(standings) => is_later(standings.standing(mirror), standings.tier())?,
            None => false,
        };
        if self.only_published && standings.is_some_and(|standings| !standings.has_published(mirror)) {
            return Err(Exclusion::NotPublished);
        }
        let offered = urls.protocols() & self.protocol.map_or(Protocols::WEB, Protocols::only);
        let first = offered.first().ok_or(Exclusion::WrongProtocol)?;
        let told = standings.filter(|standings| standings.tier() == Tier::Good);
        let routes = told.map(|told| told.routes(mirror)).unwrap_or_default();
        let working = match (offered - routes.failing, self.protocol) {
            (working, _) if !working.is_empty() => working,
            (_, Some(_)) => return Err(Exclusion::ProtocolFails),
            // Without a wish the first is as good as the other where both failed: something was read after all.
            (_, None) => Protocols::only(first),
        };
        let over_ipv6 = over_ipv6 && told.is_some_and(Standings::ipv6_counts);
        let working = if over_ipv6 { working - routes.failing_over_ipv6 } else { working };
        let protocol = working.first().ok_or(Exclusion::FailsOverIpv6)?;
        let unverified = over_ipv6 && !routes.working_over_ipv6.contains(protocol);
        let preference = match (unverified, later) {
            (false, false) => Preference::First,
            (false, true) => Preference::Other,
            (true, false) => Preference::Unverified,
            (true, true) => Preference::UnverifiedOther,
        };
        Ok(Admission { protocol, preference })
    }
}

/// Whether a mirror goes after others, or why it is not handed out at all.
pub(crate) fn is_later(standing: Standing, tier: Tier) -> Result<bool, Exclusion> {
    match (standing, tier) {
        // A private mirror is current whatever there is besides: it is taken on trust.
        (Standing::Current, _)
        | (Standing::Unknown, Tier::Unknown)
        | (Standing::LastGood(_), Tier::LastGood) => Ok(false),
        (Standing::Other, _) => Ok(true),
        (Standing::Unknown, _) => Err(Exclusion::NotYetChecked),
        (Standing::LastGood(ill) | Standing::Out(ill), _) => Err(Exclusion::Unhealthy(ill)),
        (Standing::Drained, _) => Err(Exclusion::Drained),
    }
}
