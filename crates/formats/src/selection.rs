//! An answer with its reasons, as JSON: `maneki select --format json`.

use std::net::IpAddr;

use jiff::Timestamp;
use maneki_model::Position;
use maneki_registry::{Target, Tree};
use maneki_select::{Client, Exclusion, Explanation};
use maneki_snapshot::{Entry, Snapshot};
use serde::Serialize;

/// The whole answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Who asked.
    pub client: ClientObject,
    /// Who was chosen, best first.
    pub mirrors: Vec<Chosen>,
    /// Who was not, by name.
    pub excluded: Vec<Excluded>,
}

/// Who asked, as far as it is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClientObject {
    /// The address.
    pub address: IpAddr,
    /// The ISO 3166-1 code of the country.
    pub country: Option<String>,
    /// The number of the system.
    pub asn: Option<u32>,
    /// Where.
    pub coordinates: Option<CoordinatesObject>,
}

/// A place in degrees.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoordinatesObject {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// `place`, or `country` where only the country is known and this is its centroid.
    pub precision: &'static str,
}

/// A mirror that was chosen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chosen {
    /// Its name; `vault` for the vault.
    pub name: String,
    /// What the client is told.
    pub url: String,
    /// The rung of the ladder; `vault` for the vault.
    pub rung: &'static str,
    /// How far, in whole kilometres.
    pub distance_km: Option<u32>,
}

/// A mirror that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Excluded {
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: &'static str,
    /// For an unhealthy mirror: what of; else absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// For a drained mirror: the operator's word; else absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drain: Option<DrainObject>,
}

/// Why and for how long the operator has taken a mirror out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DrainObject {
    /// Since when.
    pub since: Timestamp,
    /// Until when; null: until it is undone.
    pub until: Option<Timestamp>,
    /// In the operator's words.
    pub reason: Option<String>,
}

/// Puts an explained answer into words and numbers.
pub fn answer(snapshot: &Snapshot, client: &Client, target: &Target, explanation: &Explanation) -> Answer {
    let name = |id| snapshot.entry(id).mirror.name.to_string();
    let chosen = explanation.selection.choices.iter().filter_map(|choice| {
        let url = choice.url(snapshot, &target.tree)?;
        Some(Chosen {
            name: name(choice.mirror),
            url: format!("{url}/{}", target.path),
            rung: choice.rung.word(),
            distance_km: choice.distance_km,
        })
    });
    let vault = (target.tree == Tree::Vault).then(|| Chosen {
        name: "vault".into(),
        url: format!("{}/{}", snapshot.catalog.vault, target.path),
        rung: "vault",
        distance_km: None,
    });
    let excluded = explanation.excluded.iter();
    Answer {
        client: client.into(),
        mirrors: vault.into_iter().chain(chosen).collect(),
        excluded: excluded.map(|&(id, why)| excluded_for(snapshot.entry(id), why)).collect(),
    }
}

fn excluded_for(entry: &Entry, why: Exclusion) -> Excluded {
    let state = match why {
        Exclusion::Unhealthy(ill) => Some(ill.word()),
        _ => None,
    };
    let drain = entry.drain.as_ref().filter(|_| why == Exclusion::Drained).map(|drain| DrainObject {
        since: drain.since,
        until: drain.until,
        reason: drain.reason.as_deref().map(str::to_owned),
    });
    Excluded { name: entry.mirror.name.to_string(), reason: why.word(), state, drain }
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
            asn: client.asn.map(maneki_model::Asn::get),
            coordinates,
        }
    }
}
