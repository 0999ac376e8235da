//! A mirror: in a few words for lists, and with everything that is believed of it.

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

/// A mirror in a few words.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Mirror {
    /// Its name, by which it is known everywhere.
    pub name: String,
    /// Its health in one word.
    #[schema(schema_with = words::verdicts)]
    pub verdict: &'static str,
    /// Why it is not better.
    pub reason: Option<String>,
    /// The URL that the reason is about.
    pub failing_url: Option<String>,
    /// Whether anybody looked: private mirrors are taken on trust, and so is everything where nobody checks.
    pub checked: bool,
    /// When it was last looked at.
    pub looked_at: Option<Timestamp>,
    /// When it was last synchronised, as its `TIME` says.
    pub time: Option<Timestamp>,
    /// How far it was behind its source when it was last looked at, by `TIME`.
    pub lag_seconds: Option<u64>,
    /// Whether the operator of the service has taken it out.
    pub drained: bool,
    /// Whether it is only for the networks that it names.
    pub private: bool,
    /// The cloud that it serves, and nobody else.
    pub cloud: Option<String>,
    /// The ISO 3166-1 code of its country.
    pub country: Option<String>,
    /// The English name of its continent.
    pub continent: Option<String>,
    /// State or province, as its operator wrote it.
    pub state: Option<String>,
    /// City, as its operator wrote it.
    pub city: Option<String>,
    /// Where it stands.
    pub coordinates: Option<Coordinates>,
    /// Base URLs by protocol.
    pub urls: BTreeMap<String, String>,
    /// The modules that it carries.
    pub modules: Vec<String>,
    /// Whether it serves over IPv6; `null`: not known, or it has no such address.
    pub ipv6: Option<bool>,
    /// Who pays for it.
    pub sponsor: Sponsor,
}

/// Where a mirror stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Coordinates {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// What that rests on.
    #[schema(schema_with = bases)]
    pub basis: &'static str,
}

/// Who pays for a mirror; words of a stranger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Sponsor {
    /// The name.
    pub name: String,
    /// A page, as written.
    pub url: String,
}

/// A mirror, and everything that is believed of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MirrorDetails {
    /// In a few words.
    #[serde(flatten)]
    pub mirror: Mirror,
    /// The number of the snapshot that says so.
    pub snapshot: u64,
    /// How to reach its operator; only for the administrator.
    pub email: Option<String>,
    /// How often it says to fetch from upstream, as written.
    pub update_frequency: String,
    /// The systems that it serves before others.
    pub asns: Vec<u32>,
    /// The networks that it serves before others.
    pub subnets: Vec<String>,
    /// The cloud regions that it serves; `all` is every one.
    pub cloud_regions: Vec<String>,
    /// Whether it is the only answer to the networks that it names.
    pub monopoly: bool,
    /// The addresses of its hosts.
    pub addresses: Vec<String>,
    /// The system that its own address belongs to.
    pub asn: Option<u32>,
    /// Since when it is taken out, where it is.
    pub drain: Option<Drain>,
    /// How many rounds in a row it gave no answer that is of use.
    pub failed_rounds: u32,
    /// The distribution itself, and the modules that it carries; empty where nobody has looked.
    pub trees: Vec<TreeObject>,
}

/// That a mirror is taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Drain {
    /// Since when.
    pub since: Timestamp,
    /// Until when; `null`: until it is undone.
    pub until: Option<Timestamp>,
    /// Why, in the words of the service's operator.
    pub reason: Option<String>,
}

impl From<&maneki_mirror_snapshot::Drain> for Drain {
    fn from(drain: &maneki_mirror_snapshot::Drain) -> Self {
        let maneki_mirror_snapshot::Drain { since, until, reason } = drain;
        Self { since: *since, until: *until, reason: reason.as_deref().map(str::to_owned) }
    }
}

/// What is believed of one tree of a mirror.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Tree)]
pub struct TreeObject {
    /// The module; `null`: the distribution itself.
    pub module: Option<String>,
    /// Base URLs by protocol.
    pub urls: BTreeMap<String, String>,
    /// When everything was last looked at.
    pub full_look: Option<Timestamp>,
    /// What its `TIME` says.
    pub freshness: Freshness,
    /// The ways that lead to it.
    pub routes: Vec<WayObject>,
    /// Every repository that it is expected to have.
    pub repositories: Vec<RepositoryObject>,
    /// Every set of installation images that was looked for.
    pub isos: Vec<IsoObject>,
}

/// What `TIME` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Freshness {
    /// When the tree was last synchronised.
    pub time: Option<Timestamp>,
    /// Why it cannot be read.
    pub reason: Option<String>,
    /// Where it was asked for.
    pub url: Option<String>,
}

/// A way to a mirror, and whether it works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Route)]
pub struct WayObject {
    /// The protocol.
    #[schema(value_type = String)]
    pub protocol: &'static str,
    /// The address family, `IPv4` or `IPv6`; `null`: either.
    pub family: Option<String>,
    /// Whether it works.
    pub works: bool,
    /// Since when it does, or does not.
    pub since: Timestamp,
    /// Why it does not.
    pub reason: Option<String>,
    /// The URL that the reason is about.
    pub url: Option<String>,
}

/// What is believed of one repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Repository)]
pub struct RepositoryObject {
    /// The version, as it stands in the path.
    pub version: String,
    /// What clients call the repository.
    pub repository: String,
    /// The architecture.
    pub arch: String,
    /// What it is there.
    #[schema(schema_with = words::states)]
    pub state: &'static str,
    /// Since when.
    pub since: Option<Timestamp>,
    /// Why it is not simply current.
    pub reason: Option<String>,
    /// The URL that the reason is about.
    pub url: Option<String>,
    /// Until when it was handed out, where it is not any more.
    pub good_until: Option<Timestamp>,
    /// The SHA-256 of the last well-formed repomd.xml.
    pub sha256: Option<String>,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// The revision in it.
    pub revision: Option<u64>,
    /// The newest timestamp in it, in seconds since 1970.
    pub timestamp: Option<u64>,
}

/// What is believed of one set of installation images.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = IsoSet)]
pub struct IsoObject {
    /// The version.
    pub version: String,
    /// The architecture.
    pub arch: String,
    /// Whether every file is there, as large as it should be.
    pub complete: bool,
    /// How many files it has.
    pub files: usize,
    /// Since when it is complete, or not.
    pub since: Timestamp,
    /// When it was last looked at.
    pub looked_at: Timestamp,
    /// Why it is not complete.
    pub reason: Option<String>,
    /// The file that the reason is about.
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

/// The health of a mirror in one word.
pub fn verdict(entry: &MirrorEntry) -> &'static str {
    match &entry.judged {
        None => Verdict::Ok.word(),
        Some(judged) if !judged.checked && !entry.mirror.private => words::UNKNOWN,
        Some(judged) => judged.verdict.word(),
    }
}

/// How far it was behind its source when it was last looked at.
pub(crate) fn lag_seconds(entry: &MirrorEntry) -> Option<u64> {
    entry.health.as_ref()?.lag().map(|lag| lag.as_secs())
}

/// Whether it serves over IPv6, as far as it is known.
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

/// Everything that an audience may know of a mirror.
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
        trees: trees.map(|(tree, health)| of_tree(entry, tree, health)).collect(),
    }
}

fn of_tree(entry: &MirrorEntry, tree: &Tree, health: &TreeHealth) -> TreeObject {
    TreeObject {
        module: module(tree),
        urls: entry.urls(tree).map(by_protocol).unwrap_or_default(),
        full_look: health.full_look,
        freshness: Freshness {
            time: health.freshness.claimed,
            reason: health.freshness.fault.as_ref().map(ToString::to_string),
            url: owned(health.freshness.url.as_ref()),
        },
        routes: health.routes.iter().map(of_way).collect(),
        repositories: health.repositories.iter().map(of_repository).collect(),
        isos: health.isos.iter().map(of_isos).collect(),
    }
}

fn of_way((route, health): (&Route, &RouteHealth)) -> WayObject {
    WayObject {
        protocol: route.protocol.scheme(),
        family: route.family.map(|family| family.to_string()),
        works: health.fault.is_none(),
        since: health.since,
        reason: health.fault.as_ref().map(ToString::to_string),
        url: owned(health.fault.as_ref().map(|_| &health.url)),
    }
}

fn of_repository((holding, condition): (&Arc<Holding>, &Arc<RepositoryHealth>)) -> RepositoryObject {
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

fn of_isos((folder, condition): (&Arc<IsoFolder>, &IsoHealth)) -> IsoObject {
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
