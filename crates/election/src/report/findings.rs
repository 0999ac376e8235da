use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};

use crate::contest::Contest;
use crate::count::{Outcome, Status, TieRule};

/// What a count has to report beside its result, at the file of the votes.
pub(crate) fn count_findings(path: &Arc<str>, contest: &Contest, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut add = |severity, code, message: String, help: &str| {
        let finding = Diagnostic::new(path, Span::START, severity, RuleCode(code), message);
        found.push(if help.is_empty() { finding } else { finding.with_help(help) });
    };
    let names = |candidates: &[usize]| {
        let names: Vec<&str> =
            candidates.iter().map(|&candidate| contest.candidates[candidate].name.as_str()).collect();
        names.join(", ")
    };
    if outcome.status == Status::Undecided {
        let message =
            format!("no rule decides a tie that matters: {} can be elected", names(&outcome.undecided));
        let help = "draw a lot as your rules say, and give its order with `--lot`";
        add(Severity::Error, "tie-undecided", message, help);
    }
    if outcome.record.model_stops {
        let message = "a stage takes more than 200 iterations, after which the platform that `meek-static` follows \
                       gives no result; this count goes on until one is certain";
        add(Severity::Warning, "model-stops", message.to_owned(), "");
    }
    for tie in outcome.record.ties.iter().filter(|tie| tie.noise) {
        let message = format!(
            "in round {} rounding alone distinguishes {} in the platform's arithmetic, so that the order of the \
             ballots decides",
            tie.round,
            names(&tie.candidates)
        );
        let how = if tie.rule == TieRule::None { "no rule decides" } else { "the rule for ties decides" };
        add(Severity::Warning, "model-noise", message, &format!("here {how}"));
    }
    if contest.weight() == Some(0) {
        let message = "no ballot counts".to_owned();
        add(Severity::Warning, "no-ballots", message, "the candidates who are elected have no votes");
    } else {
        for &winner in &outcome.elected {
            if outcome.totals.get(winner).is_some_and(crate::number::Decimal::is_zero) {
                let message = format!("{} is elected without a vote", contest.candidates[winner].name);
                add(Severity::Warning, "elected-without-votes", message, "");
            }
        }
    }
    found
}
