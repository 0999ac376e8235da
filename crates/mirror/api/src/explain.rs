//! An answer with its reasons: `/api/v1/explain`, and `maneki mirror select --format json`.

use std::net::IpAddr;

use jiff::Timestamp;
use maneki_mirror_formats::report::meaning;
use maneki_mirror_model::Position;
use maneki_mirror_registry::{Target, Tree};
use maneki_mirror_select::{Client, Exclusion, Explanation, Rung, Slot};
use maneki_mirror_snapshot::{MirrorEntry, Snapshot, Tier};
use serde::Serialize;
use utoipa::ToSchema;

use crate::mirror::{Drain, module};
use crate::words;

/// The answer that a client gets, and why.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Explanation)]
pub struct Answer {
    /// The time of the answer.
    pub at: Timestamp,
    /// The rotation slot of that time. Within one slot equal mirrors are shuffled alike.
    pub slot: u64,
    /// The number of the snapshot that the answer is from.
    pub snapshot: u64,
    /// The client.
    pub client: ClientObject,
    /// What is requested.
    pub target: TargetObject,
    /// Which mirrors the answer is made of: good ones; or else those that have not been checked yet; or else
    /// those that were the last good ones.
    #[schema(schema_with = tiers)]
    pub made_of: &'static str,
    /// The URL that is served instead of mirrors, because no mirror can serve the request.
    pub fallback: Option<String>,
    /// The chosen mirrors, best first.
    pub mirrors: Vec<Chosen>,
    /// The rungs on which mirrors were chosen, best first.
    pub rungs: Vec<RungObject>,
    /// The mirror that is the whole answer because it has a monopoly for the client's network.
    pub monopoly: Option<String>,
    /// Whether private mirrors are left out because the request is about another address than its own. The client
    /// itself may get a private mirror.
    pub without_private: bool,
    /// The mirrors that were not chosen, by name.
    pub excluded: Vec<Excluded>,
}

/// What is known about the client.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Client)]
pub struct ClientObject {
    /// Its address.
    #[schema(value_type = String)]
    pub address: IpAddr,
    /// The ISO 3166-1 code of its country.
    pub country: Option<String>,
    /// The number of its autonomous system.
    pub asn: Option<u32>,
    /// Its coordinates.
    pub coordinates: Option<CoordinatesObject>,
}

/// Coordinates in degrees.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ClientCoordinates)]
pub struct CoordinatesObject {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// `place`, or `country` if only the country is known and this is its centroid.
    #[schema(schema_with = precisions)]
    pub precision: &'static str,
}

/// The requested place in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Target)]
pub struct TargetObject {
    /// The version, with duplicated versions resolved.
    pub version: String,
    /// The module that it belongs to.
    pub module: Option<String>,
    /// Whether only the vault has it, which is a single server.
    pub vault: bool,
    /// The path below the base URL of a mirror.
    pub path: String,
}

/// A chosen mirror.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Chosen {
    /// Its name; `vault` for the vault.
    pub name: String,
    /// The URL that the client gets.
    pub url: String,
    /// The rung of the ladder; `vault` for the vault.
    #[schema(schema_with = words::rungs)]
    pub rung: &'static str,
    /// Its distance in whole kilometres.
    pub distance_km: Option<u32>,
    /// The ISO 3166-1 code of its country.
    pub country: Option<String>,
}

/// A rung on which mirrors were chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Rung)]
pub struct RungObject {
    /// The word of the rung.
    #[schema(schema_with = words::rungs)]
    pub rung: &'static str,
    /// Why mirrors are on it.
    pub meaning: String,
    /// The number of mirrors that were chosen on it.
    pub mirrors: usize,
}

/// A mirror that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Excluded {
    /// Its name.
    pub name: String,
    /// The reason, in a word that does not change between versions.
    #[schema(value_type = String)]
    pub reason: &'static str,
    /// The reason as text.
    #[schema(value_type = String)]
    pub words: &'static str,
    /// The cause, for an unhealthy mirror.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false)]
    pub state: Option<&'static str>,
    /// The end and the reason of the drain, for a drained mirror.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub drain: Option<Drain>,
}

fn tiers() -> utoipa::openapi::schema::Object {
    words::one_of([Tier::Good, Tier::Unknown, Tier::LastGood, Tier::Nothing].map(tier))
}

fn precisions() -> utoipa::openapi::schema::Object {
    words::one_of(["place", "country"])
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Good => "good",
        Tier::Unknown => "unknown",
        Tier::LastGood => "last-good",
        Tier::Nothing => "nothing",
    }
}

/// What an explanation is about, besides the client.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The place in the tree.
    pub target: &'a Target,
    /// The time of the answer.
    pub at: Timestamp,
    /// The rotation slot of that time.
    pub slot: Slot,
    /// Whether private mirrors that were not chosen must not be named.
    pub hide_private: bool,
    /// Whether private mirrors could not be chosen.
    pub without_private: bool,
}

/// The document for an explained answer.
pub fn answer(
    snapshot: &Snapshot,
    client: &Client,
    asked: Asked<'_>,
    explanation: &Explanation,
    fallback: Option<String>,
) -> Answer {
    let Explanation { selection, excluded } = explanation;
    let target = asked.target;
    let name = |id| snapshot.entry(id).mirror.name.to_string();
    let chosen = selection.choices.iter().filter_map(|choice| {
        let url = choice.url(snapshot, &target.tree)?;
        Some(Chosen {
            name: name(choice.mirror),
            url: format!("{url}/{}", target.path),
            rung: choice.rung.word(),
            distance_km: choice.distance_km(snapshot, client),
            country: snapshot.entry(choice.mirror).place.country.map(|country| country.to_string()),
        })
    });
    let vault = (target.tree == Tree::Vault).then(|| Chosen {
        name: words::VAULT.into(),
        url: format!("{}/{}", snapshot.catalog.vault, target.path),
        rung: words::VAULT,
        distance_km: None,
        country: None,
    });
    let mirrors: Vec<Chosen> = vault.into_iter().chain(chosen).collect();
    let count = |rung: Rung| selection.choices.iter().filter(|choice| choice.rung == rung).count();
    let taken = Rung::ALL.iter().copied().filter(|&rung| count(rung) > 0);
    let rungs = taken.map(|rung| RungObject {
        rung: rung.word(),
        meaning: meaning(rung, client),
        mirrors: count(rung),
    });
    let told = |(id, _): &&(_, Exclusion)| !asked.hide_private || !snapshot.entry(*id).mirror.private;
    Answer {
        at: asked.at,
        slot: asked.slot.0,
        snapshot: snapshot.serial,
        client: client.into(),
        target: target.into(),
        made_of: tier(snapshot.standings(target).map_or(Tier::Good, maneki_mirror_snapshot::Standings::tier)),
        fallback,
        mirrors,
        rungs: rungs.collect(),
        monopoly: selection.monopoly.map(name),
        without_private: asked.without_private,
        excluded: excluded
            .iter()
            .filter(told)
            .map(|&(id, why)| excluded_for(snapshot.entry(id), why))
            .collect(),
    }
}

fn excluded_for(entry: &MirrorEntry, why: Exclusion) -> Excluded {
    let state = match why {
        Exclusion::Unhealthy(ill) => Some(ill.word()),
        _ => None,
    };
    let drain = entry.drain.as_ref().filter(|_| why == Exclusion::Drained).map(Drain::from);
    let name = entry.mirror.name.to_string();
    Excluded { name, reason: why.word(), words: why.words(), state, drain }
}

impl From<&Target> for TargetObject {
    fn from(target: &Target) -> Self {
        Self {
            version: target.version.to_string(),
            module: module(&target.tree),
            vault: target.tree == Tree::Vault,
            path: target.path.to_string(),
        }
    }
}

impl From<&Client> for ClientObject {
    fn from(client: &Client) -> Self {
        let coordinates = client.position.map(|position| CoordinatesObject {
            latitude: position.coordinates().latitude(),
            longitude: position.coordinates().longitude(),
            precision: match position {
                Position::Place(_) => "place",
                Position::Centroid(_) => "country",
            },
        });
        Self {
            address: client.address,
            country: client.country.map(|country| country.to_string()),
            asn: client.asn.map(maneki_mirror_model::Asn::get),
            coordinates,
        }
    }
}
