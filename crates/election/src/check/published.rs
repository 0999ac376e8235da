//! What the folder says of seats, committee and published facts.

use super::findings::Findings;
use crate::folder::Folder;
use crate::rules::Reading;

pub(super) fn check(folder: &Folder, reading: &Reading<'_>, findings: &mut Findings) {
    seats(folder, reading, findings);
    facts(folder, reading, findings);
    let election = &folder.election;
    for person in &election.committee {
        let objection = match folder.roll.get(&person.value) {
            None => Some("is not on the roll".to_owned()),
            Some(member) => member
                .objection(election.record_date.value)
                .map(|why| format!("is not in good standing: {why}")),
        };
        if let Some(objection) = objection {
            let message = format!("`{}` of the election committee {objection}", person.value);
            findings.error(&election.path, person.span, "committee-standing", message, "");
        }
    }
}

fn seats(folder: &Folder, reading: &Reading<'_>, findings: &mut Findings) {
    let election = &folder.election;
    let seats = &election.seats;
    if let Some(expected) = reading.number("seats").filter(|expected| *expected != seats.value) {
        let source = reading.cited("seats");
        let message = format!("{} seats are not consistent with {source}: {expected} seats", seats.value);
        findings.error(&election.path, seats.span, "seats-disagree", message, "");
        return;
    }
    let (Some(board), Some(cohort)) = (&folder.board, &election.cohort) else { return };
    let in_cohort = |other: &Option<crate::folder::Placed<String>>| {
        other.as_ref().is_some_and(|other| other.value == cohort.value)
    };
    let directors = board.directors.iter().filter(|director| in_cohort(&director.cohort)).count();
    let vacant = board.open_seats().filter(|vacancy| in_cohort(&vacancy.cohort)).count();
    let expected = (directors + vacant) as u64;
    if expected != seats.value {
        let message = format!(
            "{} seats are filled, and cohort {} has {directors} directors and {vacant} vacant seats",
            seats.value, cohort.value
        );
        findings.error(&election.path, seats.span, "seats-disagree", message, "");
    }
}

fn facts(folder: &Folder, reading: &Reading<'_>, findings: &mut Findings) {
    let election = &folder.election;
    let board = folder.board.as_ref();
    let rule = |key: &str| reading.get(key).map(|value| value.value.to_string());
    for published in &election.published {
        let actual = match published.fact.as_str() {
            "seats" | "winners" => Some(election.seats.value.to_string()),
            "voting-opens" => Some(election.voting_opens.value.to_string()),
            "voting-closes" => Some(election.voting_closes.value.to_string()),
            "record-date" => Some(election.record_date.value.to_string()),
            "quorum-heads" => rule("quorum.heads"),
            "quorum-weight" => rule("quorum.weight"),
            "term" => rule("term"),
            "board-seats" => board.map(|board| board.size().to_string()),
            "vacant" => board.map(|board| board.open_seats().count().to_string()),
            _ => None,
        };
        let Some(actual) = actual else { continue };
        if squeezed(&actual) != squeezed(&published.value.value) {
            let source =
                published.source.as_deref().map_or_else(String::new, |source| format!(" ({source})"));
            let message = format!(
                "`{}` is published as {}{source}, and the data say {actual}",
                published.fact, published.value.value
            );
            findings.error(&election.path, published.value.span, "published-disagrees", message, "");
        }
    }
}

/// Without spaces, so that `10%` is `10 %`.
fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
