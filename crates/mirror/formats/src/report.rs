//! An answer for people, as `maneki mirror select` prints it on a terminal.

use std::collections::BTreeMap;

use maneki_mirror_model::Position;
use maneki_mirror_registry::{Target, Tree};
use maneki_mirror_select::{Client, Exclusion, Explanation, Rung, Selection};
use maneki_mirror_snapshot::{Drain, Snapshot};

/// The width of a report in characters, which fits on an ordinary terminal.
const WIDTH: usize = 100;

/// The rungs of mirrors that name the client. If no mirror does, the report says so.
const ON_NET: [Rung; 3] = [Rung::Subnet, Rung::Asn, Rung::Cloud];

/// The client and the target, then the mirrors in order, one on each line.
pub fn answer(snapshot: &Snapshot, client: &Client, target: &Target, selection: &Selection) -> String {
    let mut text = heading(snapshot, client, target);
    text.push_str(&choices(snapshot, target, client, selection, None));
    text
}

/// The mirrors rung by rung, then all others by the reason why they were left out.
pub fn explanation(
    snapshot: &Snapshot,
    client: &Client,
    target: &Target,
    explanation: &Explanation,
) -> String {
    let Explanation { selection, excluded } = explanation;
    let mut text = heading(snapshot, client, target);
    if target.tree == Tree::Vault {
        // The vault is a single server: there is nothing to choose and nothing to leave out.
        return text + &choices(snapshot, target, client, selection, None);
    }
    let taken = |rung: &Rung| selection.choices.iter().any(|choice| choice.rung == *rung);
    let empty: Vec<&str> = ON_NET.iter().filter(|rung| !taken(rung)).map(|rung| rung.word()).collect();
    if selection.monopoly.is_none() && !empty.is_empty() {
        line(&mut text, &format!("\n{}: no mirrors", empty.join(", ")));
    }
    for &rung in Rung::ALL {
        if taken(&rung) {
            line(&mut text, &format!("\n{rung}: {}", meaning(rung, client)));
            text.push_str(&choices(snapshot, target, client, selection, Some(rung)));
        }
    }
    if let Some(id) = selection.monopoly {
        line(
            &mut text,
            &format!("\n{} has a monopoly here: it is the whole answer", snapshot.entry(id).mirror.name),
        );
    }
    let mut reasons = BTreeMap::<Exclusion, Vec<&str>>::new();
    for (id, reason) in excluded {
        reasons.entry(*reason).or_default().push(snapshot.entry(*id).mirror.name.as_str());
    }
    for (reason, names) in reasons {
        let mirrors = if names.len() == 1 { "mirror" } else { "mirrors" };
        line(&mut text, &format!("\nleft out, {} {mirrors}: {}", names.len(), reason.words()));
        if reason == Exclusion::Drained {
            drained(&mut text, snapshot, &names);
        } else {
            text.push_str(&wrapped(&names));
        }
    }
    text
}

/// The drained mirrors, with the end and the reason of each drain.
fn drained(text: &mut String, snapshot: &Snapshot, names: &[&str]) {
    for name in names {
        let drain = snapshot.find(name).and_then(|id| snapshot.entry(id).drain.as_ref());
        line(text, &format!("     {name}{}", drain.map(Drain::terms).unwrap_or_default()));
    }
}

/// What is known about the client: `133.11.0.1, somewhere in Japan, AS2501`.
pub(crate) fn who(client: &Client) -> String {
    let place = match (client.country, client.position) {
        (Some(country), Some(Position::Place(at))) => {
            format!("{} ({:.2}, {:.2})", country.name(), at.latitude(), at.longitude())
        }
        (Some(country), _) => format!("somewhere in {}", country.name()),
        (None, _) => "at an unknown place".to_owned(),
    };
    let system = client.asn.map(|asn| format!(", {asn}")).unwrap_or_default();
    format!("{}, {place}{system}", client.address)
}

fn heading(snapshot: &Snapshot, client: &Client, target: &Target) -> String {
    let count = snapshot.entries().len();
    let who = who(client);
    format!("client   {who}\ntarget   {}\nmirrors  {count} in the registry\n", target.path)
}

fn choices(
    snapshot: &Snapshot,
    target: &Target,
    client: &Client,
    selection: &Selection,
    rung: Option<Rung>,
) -> String {
    if target.tree == Tree::Vault {
        return format!("\n  1  vault     {}/{}\n", snapshot.catalog.vault, target.path);
    }
    if selection.choices.is_empty() {
        return "\nno mirror passes these conditions\n".to_owned();
    }
    let name = |id| snapshot.entry(id).mirror.name.as_str();
    let widest =
        selection.choices.iter().map(|choice| name(choice.mirror).chars().count()).max().unwrap_or(0);
    let mut text = if rung.is_none() { "\n".to_owned() } else { String::new() };
    // A distance from a centroid is approximate.
    let about = if matches!(client.position, Some(Position::Centroid(_))) { "~" } else { "" };
    for (place, choice) in (1..).zip(&selection.choices) {
        if rung.is_some_and(|rung| rung != choice.rung) {
            continue;
        }
        let km = choice.distance_km(snapshot, client);
        let km = km.map_or_else(|| "? km".to_owned(), |km| format!("{about}{km} km"));
        let url = choice.url(snapshot, &target.tree).map(ToString::to_string).unwrap_or_default();
        let country = snapshot.entry(choice.mirror).place.country;
        let country = country.map_or_else(|| "??".to_owned(), |country| country.to_string());
        let word = if rung.is_none() { format!("{:<9} ", choice.rung.word()) } else { String::new() };
        line(
            &mut text,
            &format!(
                "{place:>3}  {word}{country} {km:>8}  {:<widest$}  {url}/{}",
                name(choice.mirror),
                target.path
            ),
        );
    }
    text
}

/// Why a mirror is on a rung, as text after the word of the rung.
pub fn meaning(rung: Rung, client: &Client) -> String {
    let country = client.country.map_or("the same country", |country| country.name());
    match rung {
        Rung::Subnet => format!("names a network that {} is in", client.address),
        Rung::Asn => match client.asn {
            Some(asn) => format!("names {asn}"),
            None => "names the client's system".to_owned(),
        },
        Rung::Cloud => "serves the cloud region that the client is in".to_owned(),
        Rung::Near => format!("in {country}, at most {} km away, shuffled", maneki_mirror_select::NEAR_KM),
        Rung::Country => match client.position {
            Some(Position::Place(_)) => format!("in {country}, farther away, by distance"),
            _ => format!("in {country}, shuffled, because only the country of the client is known"),
        },
        Rung::Border => {
            format!("in another country, at most {} km away, shuffled", maneki_mirror_select::NEAR_KM)
        }
        Rung::Far => "farther away, by distance".to_owned(),
        Rung::Anywhere => "shuffled, because nothing is known about the client".to_owned(),
    }
}

fn wrapped(names: &[&str]) -> String {
    let mut text = String::new();
    let mut column = 0;
    for (place, name) in names.iter().enumerate() {
        let separator = if place + 1 < names.len() { ", " } else { "" };
        let length = name.chars().count() + separator.len();
        if column == 0 || column + length > WIDTH {
            text.push_str(if column == 0 { "     " } else { "\n     " });
            column = 5;
        }
        text.push_str(name);
        text.push_str(separator);
        column += length;
    }
    text.replace(", \n", ",\n") + "\n"
}

fn line(text: &mut String, line: &str) {
    text.push_str(line.trim_end_matches(' '));
    text.push('\n');
}
