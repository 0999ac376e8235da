use std::fmt::Write;

use maneki_ground_diagnostics::one_line;

use crate::contest::Contest;
use crate::count::{Outcome, Round, Status, Tie, TieRule};
use crate::number::Decimal;
use crate::votes::ReadVotes;

/// A count in sentences.
pub(crate) fn count_text(votes: &ReadVotes, outcome: &Outcome) -> String {
    let contest = &votes.contest;
    let mut text = format!(
        "{} seats, {} candidates, counted with {}\n",
        contest.seats,
        contest.candidates.len(),
        outcome.method.word()
    );
    if let (Some(ballots), Some(weight)) = (contest.ballots(), contest.weight()) {
        let _ = writeln!(text, "{ballots} ballots with a weight of {weight}");
    }
    text.push('\n');
    let is_visible = |round: &&Round| {
        let changes = &round.changes;
        !changes.elected.is_empty() || changes.excluded.is_some() || !changes.barred.is_empty()
    };
    for round in outcome.record.rounds.iter().filter(is_visible) {
        explain(&mut text, contest, round);
    }
    for tie in &outcome.record.ties {
        explain_tie(&mut text, contest, tie);
    }
    if outcome.record.omitted > 0 {
        let _ = writeln!(text, "{} further rounds are not shown", outcome.record.omitted);
    }
    text.push('\n');
    for &candidate in &outcome.elected {
        let total = short(outcome.totals.get(candidate).copied().unwrap_or(Decimal::ZERO));
        let _ = writeln!(text, "elected: {} ({total})", name(contest, candidate));
    }
    for &candidate in &outcome.undecided {
        let _ = writeln!(text, "undecided: {}", name(contest, candidate));
    }
    if outcome.vacant > 0 {
        let _ = writeln!(text, "vacant seats: {}", outcome.vacant);
    }
    if outcome.status == Status::Undecided {
        text.push_str("The result is undecided: no rule decides a tie that matters.\n");
    }
    text
}

fn name(contest: &Contest, candidate: usize) -> String {
    let candidate = &contest.candidates[candidate];
    if candidate.name == candidate.id {
        return one_line(&candidate.id).into_owned();
    }
    format!("{} ({})", one_line(&candidate.name), one_line(&candidate.id))
}

fn names(contest: &Contest, candidates: &[usize]) -> String {
    let names: Vec<String> = candidates.iter().map(|&candidate| name(contest, candidate)).collect();
    names.join(", ")
}

/// A number with at most four decimal places.
fn short(number: Decimal) -> String {
    number.to_places(4).to_string()
}

fn explain(text: &mut String, contest: &Contest, round: &Round) {
    let total = |candidate: usize| short(round.numbers.totals[candidate]);
    let _ = write!(text, "round {}", round.n);
    if let Some(quota) = round.numbers.quota {
        let _ = write!(text, " (quota {})", short(quota));
    }
    text.push(':');
    let mut parts = Vec::new();
    if let Some(excluded) = round.changes.excluded {
        let votes = total(excluded);
        parts.push(format!("{} has the fewest votes ({votes}) and is excluded", name(contest, excluded)));
    }
    for &elected in &round.changes.elected {
        parts.push(format!("{} is elected with {}", name(contest, elected), total(elected)));
    }
    if !round.changes.barred.is_empty() {
        parts.push(format!("{} is out because a group is full", names(contest, &round.changes.barred)));
    }
    let _ = writeln!(text, " {}", parts.join("; "));
}

fn explain_tie(text: &mut String, contest: &Contest, tie: &Tie) {
    let candidates = names(contest, &tie.candidates);
    let _ = write!(text, "tie in round {} ({}): {candidates}; ", tie.round, tie.kind.word());
    let _ = match (tie.rule, tie.chosen) {
        (TieRule::None, _) if tie.matters => {
            writeln!(text, "no rule decides it, and it decides who is elected")
        }
        (TieRule::None, _) => writeln!(text, "no rule decides it, and it has no effect on who is elected"),
        (rule, Some(chosen)) => writeln!(text, "{} decides for {}", rule.word(), name(contest, chosen)),
        (rule, None) => writeln!(text, "{} decides it", rule.word()),
    };
}
