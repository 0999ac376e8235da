use super::statement::{Label, Statement};
use crate::contest::Contest;
use crate::count::{Method, Options, Outcome, Status, count};
use crate::number::Decimal;
use crate::read::JsonNode;
use crate::votes::{AuditEvent, events};

/// Totals that agree up to here differ only because rows are in another order.
const OTHER_ORDER: Decimal = Decimal::power_of_ten(-60);

fn counted(contest: &Contest, digits: bool) -> Option<Outcome> {
    count(contest, &Options { digits, ..Options::new(Method::MeekStatic) }).ok()
}

/// Whether counting again elects the candidates that the platform named.
pub(super) fn recount(contest: Option<&Contest>, log: &[AuditEvent], elected: &[String]) -> Statement {
    let statement = |label, text: String| Statement::new("recount", label, text);
    let Some(contest) = contest else {
        return statement(
            Label::Failed,
            "the ballots cannot be counted: a weight or a ranking is broken".into(),
        );
    };
    if contest.seats == 0 {
        let text = "the files do not say how many seats there are; give `--seats`";
        return statement(Label::NotCheckable, text.into());
    }
    let announced: Option<Vec<String>> = if elected.is_empty() {
        events(log, "tally_completed").find_map(|event| {
            let ids = event.payload.get("elected")?.items()?;
            ids.iter().map(|id| id.whole().map(|id| id.to_string())).collect()
        })
    } else {
        Some(elected.to_vec())
    };
    let Some(outcome) = counted(contest, false) else {
        return statement(Label::NotCheckable, "the ballots cannot be counted".into());
    };
    let names = |ids: &[usize]| {
        ids.iter().map(|&id| contest.candidates[id].name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let Some(announced) = announced else {
        let text = format!(
            "counting elects {}; give who was announced with `--elected` to compare",
            names(&outcome.elected)
        );
        return statement(Label::NotCheckable, text);
    };
    let place = |name: &String| {
        contest.candidates.iter().position(|candidate| candidate.id == *name || candidate.name == *name)
    };
    let Some(mut places) = announced.iter().map(place).collect::<Option<Vec<usize>>>() else {
        return statement(Label::Failed, "a name was announced that is not a candidate".into());
    };
    places.sort_unstable();
    let mut own = outcome.elected.clone();
    own.sort_unstable();
    if own == places && outcome.status == Status::Decided {
        return statement(Label::Recomputed, format!("counting again elects {}", names(&outcome.elected)));
    }
    let possible = own.iter().all(|winner| places.contains(winner))
        && places.iter().all(|winner| own.contains(winner) || outcome.undecided.contains(winner));
    if outcome.status == Status::Undecided && possible {
        let text = format!(
            "a tie is open without the identifiers of the audit log; certain are {}",
            if own.is_empty() { "none".into() } else { names(&own) }
        );
        return statement(Label::NotCheckable, text);
    }
    let text =
        format!("counting again elects {}, and {} was announced", names(&outcome.elected), names(&places));
    statement(Label::Failed, text)
}

/// Whether every round of the platform has the totals that counting again gives.
pub(super) fn rounds(contest: Option<&Contest>, log: &[AuditEvent]) -> Statement {
    let statement = |label, text: String| Statement::new("rounds", label, text);
    let published: Vec<&JsonNode> = events(log, "tally_round").map(|event| &event.payload).collect();
    if published.is_empty() {
        return statement(Label::NotCheckable, "the audit log has no rounds".into());
    }
    let outcome = contest.and_then(|contest| Some((contest, counted(contest, true)?)));
    let Some((contest, outcome)) = outcome else {
        return statement(Label::Failed, "the ballots cannot be counted".into());
    };
    let own = &outcome.record.rounds;
    let mut exact = true;
    for (place, theirs) in published.iter().enumerate() {
        let n = place + 1;
        let Some(ours) = own.get(place) else {
            return statement(Label::Failed, format!("counting again has no round {n}"));
        };
        for (candidate, total) in contest.candidates.iter().zip(&ours.numbers.totals) {
            let published = theirs.get("retained_totals").and_then(|totals| totals.get(&candidate.id));
            let number = published.and_then(JsonNode::text).and_then(Decimal::parse);
            match number.map(|number| number.distance(*total)) {
                Some(distance) if distance.is_zero() => {}
                Some(distance) if distance <= OTHER_ORDER => exact = false,
                _ => {
                    let text = format!("round {n} has another total for {}", candidate.name);
                    return statement(Label::Failed, text);
                }
            }
        }
    }
    if own.len() != published.len() {
        let text = format!("counting again has {} rounds, and {} are published", own.len(), published.len());
        return statement(Label::Failed, text);
    }
    let text = if exact {
        format!("all {} rounds are the same, digit for digit", own.len())
    } else {
        format!("all {} rounds agree up to 10⁻⁶⁰: the rows were counted in another order", own.len())
    };
    statement(Label::Recomputed, text)
}
