//! An answer in words: the steps of the ladder, the mirrors that were left out, and the one that is meant.

use std::collections::BTreeMap;

use maneki_mirror_health::State;
use maneki_mirror_model::Position;
use maneki_mirror_registry::Tree;
use maneki_mirror_select::{Choice, Client, Exclusion, NEAR_KM, Rung};
use maneki_mirror_snapshot::{Cause, Drain, MirrorEntry, MirrorId};

use super::Explained;
use crate::map::Marked;
use crate::names::country_name;
use crate::status::Status;
use crate::view::View;
use maneki_ground_site::Texts;

/// A rung of the ladder, and who was chosen on it.
pub(super) struct Step<'a> {
    pub(super) rung: Rung,
    /// Why mirrors are on it.
    pub(super) meaning: String,
    pub(super) rows: Vec<Chosen<'a>>,
    /// The key of the reason why it has no mirrors, if it has none.
    pub(super) empty: Option<&'static str>,
}

/// A mirror that was chosen.
pub(super) struct Chosen<'a> {
    /// Its place in the answer, from 1.
    pub(super) rank: usize,
    pub(super) entry: &'a MirrorEntry,
    pub(super) status: Status,
    /// How far it is.
    pub(super) distance: Option<String>,
    /// The URL in the list.
    pub(super) url: String,
    pub(super) is_meant: bool,
}

/// Mirrors that were left out for one reason.
pub(super) struct Group<'a> {
    /// The word of the reason.
    pub(super) word: &'static str,
    pub(super) reason: String,
    /// How many there are.
    pub(super) count: usize,
    /// By name; where there are very many, the first.
    pub(super) entries: Vec<&'a MirrorEntry>,
    pub(super) is_meant: bool,
}

/// The answer to the question about one mirror.
pub(super) enum Meant<'a> {
    /// It is in the answer.
    Chosen { entry: &'a MirrorEntry, rank: usize, rung: Rung },
    /// It is not.
    LeftOut { entry: &'a MirrorEntry, reason: String, advice: &'static str, farther: Option<(u32, u32)> },
    /// No mirror that may be mentioned is called so.
    Unknown,
}

/// Names for one reason at most; a page with more would not be read.
const TOLD: usize = 1000;

/// The steps of the ladder that this client can come to, from the best down.
pub(super) fn steps<'a>(
    view: &View<'a>,
    explained: &Explained<'a>,
    is_meant: impl Fn(&str) -> bool,
) -> Vec<Step<'a>> {
    let Explained { client, target, limit, explanation, .. } = *explained;
    let selection = &explanation.selection;
    if target.tree == Tree::Vault {
        return Vec::new();
    }
    let snapshot = view.snapshot;
    let row = |(rank, choice): (usize, &Choice)| {
        let entry = snapshot.entry(choice.mirror);
        let url = choice.url(snapshot, &target.tree)?;
        Some(Chosen {
            rank,
            entry,
            status: Status::from_entry(entry, &target.tree, &snapshot.catalog, snapshot.created),
            distance: choice.distance_km(snapshot, client).map(|km| distance(view.texts(), client, km)),
            url: format!("{url}/{}", target.path),
            is_meant: is_meant(entry.mirror.name.as_str()),
        })
    };
    let last = selection.choices.iter().map(|choice| choice.rung).max();
    let is_full = selection.choices.len() >= limit;
    let step = |rung: Rung| {
        let choices = (1..).zip(&selection.choices).filter(|(_, choice)| choice.rung == rung);
        let rows: Vec<Chosen<'_>> = choices.filter_map(row).collect();
        let is_below = last.is_some_and(|last| rung > last);
        let empty = if !rows.is_empty() {
            None
        } else if selection.monopoly.is_some() {
            Some("rung-not-used")
        } else if is_full && is_below {
            Some("rung-not-needed")
        } else {
            Some("rung-none")
        };
        Step { rung, meaning: meaning(view.texts(), rung, client), rows, empty }
    };
    let shown = |step: &Step<'_>| !step.rows.is_empty() || can_reach(step.rung, client);
    Rung::ALL.iter().copied().map(step).filter(shown).collect()
}

/// How far a mirror is; from the middle of a country a way is a rough one.
fn distance(t: &Texts, client: &Client, km: u32) -> String {
    let is_rough = matches!(client.position, Some(Position::Centroid(_)));
    t.get(if is_rough { "kilometres-about" } else { "kilometres" }).arg("km", km).to_string()
}

/// Whether what is known of a client leads to a rung.
fn can_reach(rung: Rung, client: &Client) -> bool {
    match rung {
        Rung::Subnet | Rung::Asn | Rung::Cloud => true,
        Rung::Near => client.country.is_some() && matches!(client.position, Some(Position::Place(_))),
        Rung::Country => client.country.is_some(),
        Rung::Border | Rung::Far => client.position.is_some(),
        Rung::Anywhere => client.position.is_none(),
    }
}

/// Why a mirror is on a rung.
fn meaning(t: &Texts, rung: Rung, client: &Client) -> String {
    let country = client.country.map(|country| country_name(t, country)).unwrap_or_default();
    let text = match rung {
        Rung::Subnet => t.get("rung-subnet").arg("address", client.address.to_string()),
        Rung::Asn => match client.asn {
            Some(asn) => t.get("rung-asn").arg("asn", asn.to_string()),
            None => t.get("rung-asn-unknown"),
        },
        Rung::Cloud => t.get("rung-cloud"),
        Rung::Near => t.get("rung-near").arg("country", country).arg("km", NEAR_KM),
        Rung::Country if matches!(client.position, Some(Position::Place(_))) => {
            t.get("rung-country").arg("country", country)
        }
        Rung::Country => t.get("rung-country-shuffled").arg("country", country),
        Rung::Border => t.get("rung-border").arg("km", NEAR_KM),
        Rung::Far => t.get("rung-far"),
        Rung::Anywhere => t.get("rung-anywhere"),
    };
    text.to_string()
}

/// The mirrors that were left out, reason by reason.
pub(super) fn groups<'a>(
    view: &View<'a>,
    explained: &Explained<'_>,
    is_meant: impl Fn(&str) -> bool,
) -> Vec<Group<'a>> {
    if explained.target.tree == Tree::Vault {
        // The vault is a single server, so no mirror is left out.
        return Vec::new();
    }
    let mut reasons = BTreeMap::<Exclusion, Vec<&MirrorEntry>>::new();
    for (id, reason) in &explained.explanation.excluded {
        reasons.entry(*reason).or_default().push(view.snapshot.entry(*id));
    }
    let group = |(reason, mut entries): (Exclusion, Vec<&'a MirrorEntry>)| {
        let count = entries.len();
        let is_meant = entries.iter().any(|entry| is_meant(entry.mirror.name.as_str()));
        entries.truncate(TOLD);
        let text = view.texts().get(key(reason)).to_string();
        Group { word: reason.word(), reason: text, count, entries, is_meant }
    };
    reasons.into_iter().map(group).collect()
}

/// The answer to the question about the mirror with a name.
pub(super) fn meant<'a>(view: &View<'a>, explained: &Explained<'_>, name: &str) -> Meant<'a> {
    let snapshot = view.snapshot;
    let Some(id) = snapshot.find(name) else { return Meant::Unknown };
    let entry = snapshot.entry(id);
    let choices = &explained.explanation.selection.choices;
    if let Some(place) = choices.iter().position(|choice| choice.mirror == id) {
        return Meant::Chosen { entry, rank: place + 1, rung: choices[place].rung };
    }
    let Some((_, why)) = explained.explanation.excluded.iter().find(|(excluded, _)| *excluded == id) else {
        return Meant::Unknown;
    };
    let t = view.texts();
    let drain = entry.drain.as_ref().filter(|_| *why == Exclusion::Drained).map(Drain::terms);
    let reason = format!("{}{}", t.get(key(*why)), drain.unwrap_or_default());
    let farther = (*why == Exclusion::ListFull).then(|| farther(view, explained, id)).flatten();
    Meant::LeftOut { entry, reason, advice: advice(*why), farther }
}

/// How far a mirror is from the client, and how far the last one that was chosen.
fn farther(view: &View<'_>, explained: &Explained<'_>, id: MirrorId) -> Option<(u32, u32)> {
    let (snapshot, client) = (view.snapshot, explained.client);
    let km = snapshot.distance_km(id, client.position?.coordinates())?;
    let choices = explained.explanation.selection.choices.iter();
    Some((km, choices.filter_map(|choice| choice.distance_km(snapshot, client)).max()?))
}

/// The key of a reason.
fn key(reason: Exclusion) -> &'static str {
    match reason {
        Exclusion::OnlyVault => "why-only-vault",
        Exclusion::ModuleNotCarried => "why-module-not-carried",
        Exclusion::Drained => "why-drained",
        Exclusion::Unhealthy(Cause::Expired) => "why-expired",
        Exclusion::Unhealthy(Cause::Incomplete) => "why-incomplete",
        Exclusion::Unhealthy(Cause::Repository(State::Stale)) => "why-stale",
        Exclusion::Unhealthy(Cause::Repository(State::Missing)) => "why-missing",
        Exclusion::Unhealthy(Cause::Repository(State::Corrupt)) => "why-corrupt",
        Exclusion::Unhealthy(Cause::Repository(_)) => "why-unreachable",
        Exclusion::NotYetChecked => "why-not-yet-checked",
        Exclusion::NotPublished => "why-not-published",
        Exclusion::WrongProtocol => "why-wrong-protocol",
        Exclusion::ProtocolFails => "why-protocol-fails",
        Exclusion::FailsOverIpv6 => "why-fails-over-ipv6",
        Exclusion::OtherCountry => "why-other-country",
        Exclusion::CountryExcluded => "why-country-excluded",
        Exclusion::NameExcluded => "why-name-excluded",
        Exclusion::Private => "why-private",
        Exclusion::Cloud => "why-cloud",
        Exclusion::Monopoly => "why-monopoly",
        Exclusion::DuplicateUrl => "why-duplicate-url",
        Exclusion::ListFull => "why-list-full",
        // A reason that these texts do not know yet still has its place.
        _ => "why-other",
    }
}

/// The key of what its operator can do about it.
fn advice(reason: Exclusion) -> &'static str {
    match reason {
        Exclusion::Unhealthy(_) | Exclusion::NotPublished => "advice-sync",
        Exclusion::ProtocolFails | Exclusion::FailsOverIpv6 => "advice-reach",
        Exclusion::NotYetChecked => "advice-wait",
        Exclusion::WrongProtocol | Exclusion::ModuleNotCarried => "advice-declare",
        Exclusion::ListFull => "advice-list-full",
        _ => "advice-none",
    }
}

impl<'a> Chosen<'a> {
    /// The mirror on a map.
    pub(super) fn mark(&self) -> Option<Marked<'a>> {
        let (at, name) = (self.entry.coordinates()?, self.entry.mirror.name.as_str());
        Some(Marked { at, status: self.status, is_near: self.is_meant, name })
    }
}
