//! A mirror: a summary for lists, and all details.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_formats::Audience;
use maneki_mirror_health::{Family, IsoHealth, RepositoryHealth, Route, RouteHealth, TreeHealth, Verdict};
use maneki_mirror_model::CloudProvider;
use maneki_mirror_registry::{CloudRegions, Holding, IsoFolder, Subnets, Tree, Urls};
use maneki_mirror_snapshot::{Basis, MirrorEntry, Networks};
use serde::Serialize;
use utoipa::ToSchema;

use crate::words;

/// The summary of a mirror.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Mirror {
    /// Its name, which identifies it everywhere.
    pub name: String,
    /// Its health in one word.
    #[schema(schema_with = words::verdicts)]
    pub verdict: &'static str,
    /// Why the verdict is not better.
    pub reason: Option<String>,
    /// The URL that the reason is about.
    pub failing_url: Option<String>,
    /// Whether it has been checked. Private mirrors never are, and no mirror is when checks are switched off.
    pub checked: bool,
    /// When it was last checked.
    pub looked_at: Option<Timestamp>,
    /// When it was last synchronised, according to its `TIME`.
    pub time: Option<Timestamp>,
    /// How old its content was at the last check, by its `TIME`.
    pub lag_seconds: Option<u64>,
    /// Whether the operator of the service has taken it out.
    pub drained: bool,
    /// Whether it serves only the networks that it names.
    pub private: bool,
    /// The cloud that it serves exclusively.
    pub cloud: Option<String>,
    /// The ISO 3166-1 code of its country.
    pub country: Option<String>,
    /// The English name of its continent.
    pub continent: Option<String>,
    /// State or province, as declared.
    pub state: Option<String>,
    /// City, as declared.
    pub city: Option<String>,
    /// Its coordinates.
    pub coordinates: Option<Coordinates>,
    /// Base URLs by protocol.
    pub urls: BTreeMap<String, String>,
    /// The modules that it carries.
    pub modules: Vec<String>,
    /// Whether it serves over IPv6; `null` if this is not known, or it has no IPv6 address.
    pub ipv6: Option<bool>,
    /// The sponsor of the mirror.
    pub sponsor: Sponsor,
}

/// The coordinates of a mirror.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Coordinates {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Where the coordinates come from.
    #[schema(schema_with = bases)]
    pub basis: &'static str,
}

/// The sponsor of a mirror, as declared by its operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Sponsor {
    /// The name of the sponsor.
    pub name: String,
    /// The URL of a page of the sponsor, as declared.
    pub url: String,
}

/// All details of a mirror.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MirrorDetails {
    /// The summary.
    #[serde(flatten)]
    pub mirror: Mirror,
    /// The number of the snapshot that these details are from.
    pub snapshot: u64,
    /// The e-mail address of its operator; only for the administrator.
    pub email: Option<String>,
    /// How often it synchronises, as declared.
    pub update_frequency: String,
    /// The autonomous systems that it serves before others.
    pub asns: Vec<u32>,
    /// The networks that it serves before others.
    pub subnets: Vec<String>,
    /// The cloud regions that it serves; `all` stands for every region.
    pub cloud_regions: Vec<String>,
    /// Whether it is the only answer for the networks that it names.
    pub monopoly: bool,
    /// The addresses that its host names resolve to.
    pub addresses: Vec<String>,
    /// The autonomous system of its own address.
    pub asn: Option<u32>,
    /// Set while the operator of the service has taken it out.
    pub drain: Option<Drain>,
    /// The number of rounds of checks in a row in which no repository was good.
    pub failed_rounds: u32,
    /// The distribution itself and the modules that it carries; empty before the first check.
    pub trees: Vec<TreeObject>,
}

/// The decision of the operator of the service to take a mirror out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Drain {
    /// When it began.
    pub since: Timestamp,
    /// When it ends; `null` if it lasts until the operator undoes it.
    pub until: Option<Timestamp>,
    /// The reason, in the words of the operator.
    pub reason: Option<String>,
}

impl From<&maneki_mirror_snapshot::Drain> for Drain {
    fn from(drain: &maneki_mirror_snapshot::Drain) -> Self {
        let maneki_mirror_snapshot::Drain { since, until, reason } = drain;
        Self { since: *since, until: *until, reason: reason.as_deref().map(str::to_owned) }
    }
}

/// The health of one tree of a mirror.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Tree)]
pub struct TreeObject {
    /// The module; `null` for the distribution itself.
    pub module: Option<String>,
    /// Base URLs by protocol.
    pub urls: BTreeMap<String, String>,
    /// When all repositories were last checked in one look.
    pub full_look: Option<Timestamp>,
    /// What its `TIME` says.
    pub freshness: Freshness,
    /// The routes to the tree.
    pub routes: Vec<RouteObject>,
    /// Every repository that the mirror should have.
    pub repositories: Vec<RepositoryObject>,
    /// Every set of installation images that was checked.
    pub isos: Vec<IsoObject>,
}

/// What `TIME` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Freshness {
    /// When the tree was last synchronised.
    pub time: Option<Timestamp>,
    /// Why the file cannot be read.
    pub reason: Option<String>,
    /// The URL that was requested.
    pub url: Option<String>,
}

/// A route to a mirror: a protocol and an address family, and whether they work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Route)]
pub struct RouteObject {
    /// The protocol.
    #[schema(value_type = String)]
    pub protocol: &'static str,
    /// The address family, `IPv4` or `IPv6`; `null` if it does not matter.
    pub family: Option<String>,
    /// Whether it works.
    pub works: bool,
    /// Since when it works or fails.
    pub since: Timestamp,
    /// Why it fails.
    pub reason: Option<String>,
    /// The URL that the reason is about.
    pub url: Option<String>,
}

/// The health of one repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Repository)]
pub struct RepositoryObject {
    /// The version, as in the path.
    pub version: String,
    /// The name of the repository.
    pub repository: String,
    /// The architecture.
    pub arch: String,
    /// The state of the repository.
    #[schema(schema_with = words::states)]
    pub state: &'static str,
    /// When it began.
    pub since: Option<Timestamp>,
    /// Why the state is not `current`.
    pub reason: Option<String>,
    /// The URL that the reason is about.
    pub url: Option<String>,
    /// When clients were last sent there, if they no longer are.
    pub good_until: Option<Timestamp>,
    /// The SHA-256 of the last valid repomd.xml.
    pub sha256: Option<String>,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// The revision in it.
    pub revision: Option<u64>,
    /// The latest timestamp in it, in seconds since 1970.
    pub timestamp: Option<u64>,
}

/// Whether the mirror has one set of installation images.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = IsoSet)]
pub struct IsoObject {
    /// The version.
    pub version: String,
    /// The architecture.
    pub arch: String,
    /// Whether every file exists with the expected size.
    pub complete: bool,
    /// The number of files in the set.
    pub files: usize,
    /// Since when it is complete or incomplete.
    pub since: Timestamp,
    /// When it was last checked.
    pub looked_at: Timestamp,
    /// Why it is not complete.
    pub reason: Option<String>,
    /// The URL of the file that the reason is about.
    pub url: Option<String>,
}

fn bases() -> utoipa::openapi::schema::Object {
    words::one_of([Basis::Declared, Basis::City, Basis::Address, Basis::Country].map(basis))
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Declared => "declared",
        Basis::City => "city",
        Basis::Address => "address",
        Basis::Country => "country",
    }
}

/// The word for the health of a mirror.
pub fn verdict(entry: &MirrorEntry) -> &'static str {
    match &entry.judged {
        None => Verdict::Ok.word(),
        Some(judged) if !judged.checked && !entry.mirror.private => words::UNKNOWN,
        Some(judged) => judged.verdict.word(),
    }
}

/// The age of its content at the last check, in seconds.
pub(crate) fn lag_seconds(entry: &MirrorEntry) -> Option<u64> {
    entry.health.as_ref()?.lag().map(|lag| lag.as_secs())
}

/// Whether it serves over IPv6; `None` if that is not known.
pub(crate) fn over_ipv6(entry: &MirrorEntry) -> Option<bool> {
    let routes = &entry.health.as_ref()?.main()?.routes;
    let mut over = routes.iter().filter(|(route, _)| route.family == Some(Family::V6)).peekable();
    over.peek()?;
    Some(over.any(|(_, health)| health.fault.is_none()))
}

pub(crate) fn module(tree: &Tree) -> Option<String> {
    match tree {
        Tree::Module(module) => Some(module.to_string()),
        Tree::Main | Tree::Vault => None,
    }
}

fn by_protocol(urls: &Urls) -> BTreeMap<String, String> {
    urls.iter().map(|url| (url.protocol().scheme().to_owned(), url.to_string())).collect()
}

fn owned(text: Option<&Arc<str>>) -> Option<String> {
    text.map(ToString::to_string)
}

impl From<&MirrorEntry> for Mirror {
    fn from(entry: &MirrorEntry) -> Self {
        let MirrorEntry { mirror, place, health, judged, drain } = entry;
        let declared = &mirror.geolocation;
        let continent = place.country.map(|country| country.continent().name());
        let coordinates = place.coordinates.map(|(at, basis_of)| Coordinates {
            latitude: at.latitude(),
            longitude: at.longitude(),
            basis: basis(basis_of),
        });
        let main = health.as_ref().and_then(|health| health.main());
        Self {
            name: mirror.name.to_string(),
            verdict: verdict(entry),
            reason: judged.as_ref().and_then(|judged| judged.reason.as_deref()).map(str::to_owned),
            failing_url: owned(judged.as_ref().and_then(|judged| judged.url.as_ref())),
            checked: judged.as_ref().is_some_and(|judged| judged.checked),
            looked_at: health.as_ref().and_then(|health| health.checked),
            time: main.and_then(|main| main.freshness.claimed),
            lag_seconds: lag_seconds(entry),
            drained: drain.is_some(),
            private: mirror.private,
            cloud: mirror.cloud.as_ref().map(|cloud| CloudProvider::key(cloud.provider).to_owned()),
            country: place.country.map(|country| country.to_string()),
            continent: declared.continent.as_deref().or(continent).map(str::to_owned),
            state: declared.state.as_deref().map(str::to_owned),
            city: declared.city.as_deref().map(str::to_owned),
            coordinates,
            urls: by_protocol(&mirror.urls),
            modules: mirror.modules.iter().map(|(module, _)| module.to_string()).collect(),
            ipv6: over_ipv6(entry),
            sponsor: Sponsor { name: mirror.sponsor.name.to_string(), url: mirror.sponsor.url.to_string() },
        }
    }
}

/// The details of a mirror that an audience may see.
pub fn details(entry: &MirrorEntry, serial: u64, networks: &Networks, audience: Audience) -> MirrorDetails {
    let MirrorEntry { mirror, place, health, drain, .. } = entry;
    let administrator = audience == Audience::Administrator;
    let subnets = match &mirror.subnets {
        Subnets::Listed(listed) => listed,
        Subnets::Remote(url) => networks.subnets.get(url).map_or(&[][..], Vec::as_slice),
    };
    let regions = mirror.cloud.as_ref().map(|cloud| match &cloud.regions {
        CloudRegions::All => vec!["all".to_owned()],
        CloudRegions::Listed(listed) => listed.iter().map(ToString::to_string).collect(),
    });
    let trees = health.iter().flat_map(|health| &health.trees);
    MirrorDetails {
        mirror: entry.into(),
        snapshot: serial,
        email: mirror.email.as_deref().filter(|_| administrator).map(str::to_owned),
        update_frequency: mirror.update_frequency.to_string(),
        asns: mirror.asns.iter().map(|asn| asn.get()).collect(),
        subnets: subnets.iter().map(ToString::to_string).collect(),
        cloud_regions: regions.unwrap_or_default(),
        monopoly: mirror.monopoly,
        addresses: place.addresses.iter().map(ToString::to_string).collect(),
        asn: place.asn.map(maneki_mirror_model::Asn::get),
        drain: drain.as_ref().map(Drain::from),
        failed_rounds: health.as_ref().map_or(0, |health| health.failed_rounds),
        trees: trees.map(|(tree, health)| tree_object(entry, tree, health)).collect(),
    }
}

fn tree_object(entry: &MirrorEntry, tree: &Tree, health: &TreeHealth) -> TreeObject {
    TreeObject {
        module: module(tree),
        urls: entry.urls(tree).map(by_protocol).unwrap_or_default(),
        full_look: health.full_look,
        freshness: Freshness {
            time: health.freshness.claimed,
            reason: health.freshness.fault.as_ref().map(ToString::to_string),
            url: owned(health.freshness.url.as_ref()),
        },
        routes: health.routes.iter().map(route_object).collect(),
        repositories: health.repositories.iter().map(repository_object).collect(),
        isos: health.isos.iter().map(iso_object).collect(),
    }
}

fn route_object((route, health): (&Route, &RouteHealth)) -> RouteObject {
    RouteObject {
        protocol: route.protocol.scheme(),
        family: route.family.map(|family| family.to_string()),
        works: health.fault.is_none(),
        since: health.since,
        reason: health.fault.as_ref().map(ToString::to_string),
        url: owned(health.fault.as_ref().map(|_| &health.url)),
    }
}

fn repository_object((holding, condition): (&Arc<Holding>, &Arc<RepositoryHealth>)) -> RepositoryObject {
    let seen = condition.repomd.as_ref();
    RepositoryObject {
        version: holding.version.to_string(),
        repository: holding.repository.to_string(),
        arch: holding.arch.to_string(),
        state: condition.state.word(),
        since: condition.since,
        reason: condition.reason().map(ToString::to_string),
        url: owned(condition.reason().and(condition.url())),
        good_until: condition.good_until(),
        sha256: seen.map(|seen| seen.digest.to_string()),
        size: seen.map(|seen| seen.size),
        revision: seen.and_then(|seen| seen.revision),
        timestamp: seen.and_then(|seen| seen.timestamp),
    }
}

fn iso_object((folder, condition): (&Arc<IsoFolder>, &IsoHealth)) -> IsoObject {
    IsoObject {
        version: folder.version.to_string(),
        arch: folder.arch.to_string(),
        complete: condition.is_complete(),
        files: condition.set.len(),
        since: condition.since,
        looked_at: condition.checked,
        reason: condition.fault.as_ref().map(ToString::to_string),
        url: owned(condition.url.as_ref()),
    }
}
