use serde_json::{Map, Value, json};

use crate::contest::Contest;
use crate::count::{Outcome, Round, Tie};
use crate::number::Decimal;
use crate::votes::{ReadVotes, Turnout};

/// Numbers are rounded to so many decimal places unless digits count: beyond them is the error of arithmetic.
const PLACES: u32 = 60;

/// A count as the keys of its JSON document.
pub(crate) fn count_json(
    votes: &ReadVotes,
    outcome: &Outcome,
    digits: bool,
    sha256: &str,
) -> Map<String, Value> {
    let contest = &votes.contest;
    let writer = Writer { contest, digits };
    let candidates = contest.candidates.iter();
    let candidates: Vec<Value> =
        candidates.map(|candidate| json!({"id": candidate.id, "name": candidate.name})).collect();
    let value = json!({
        "method": outcome.method.word(),
        "seats": contest.seats,
        "format": votes.format.word(),
        "sha256": sha256,
        "ballots": contest.ballots(),
        "invalid": votes.invalid,
        "weight": contest.weight(),
        "candidates": candidates,
        "quota": outcome.quota.map(|quota| writer.number(quota)),
        "status": outcome.status.word(),
        "elected": writer.ids(&outcome.elected),
        "undecided": writer.ids(&outcome.undecided),
        "excluded": writer.ids(&outcome.record.excluded),
        "barred": writer.ids(&outcome.record.barred),
        "vacant": outcome.vacant,
        "totals": writer.numbers(&outcome.totals),
        "rounds": outcome.record.rounds.iter().map(|round| writer.round(round)).collect::<Vec<_>>(),
        "rounds_omitted": outcome.record.omitted,
        "ties": outcome.record.ties.iter().map(|tie| writer.tie(tie)).collect::<Vec<_>>(),
        "quorum": votes.turnout.map(turnout),
    });
    if let Value::Object(object) = value { object } else { Map::new() }
}

fn turnout(turnout: Turnout) -> Value {
    json!({
        "voted": turnout.voted,
        "eligible": turnout.eligible,
        "weight": turnout.weight,
        "eligible_weight": turnout.eligible_weight,
    })
}

struct Writer<'contest> {
    contest: &'contest Contest,
    digits: bool,
}

impl Writer<'_> {
    fn id(&self, candidate: usize) -> &str {
        &self.contest.candidates[candidate].id
    }

    fn ids(&self, candidates: &[usize]) -> Vec<&str> {
        candidates.iter().map(|&candidate| self.id(candidate)).collect()
    }

    fn number(&self, number: Decimal) -> String {
        if self.digits { number.to_string() } else { number.to_places(PLACES).to_string() }
    }

    /// Numbers by candidate.
    fn numbers(&self, numbers: &[Decimal]) -> Map<String, Value> {
        let numbers = numbers.iter().enumerate();
        numbers
            .map(|(candidate, number)| (self.id(candidate).to_owned(), json!(self.number(*number))))
            .collect()
    }

    fn round(&self, round: &Round) -> Value {
        json!({
            "n": round.n,
            "quota": round.numbers.quota.map(|quota| self.number(quota)),
            "elected": self.ids(&round.changes.elected),
            "excluded": round.changes.excluded.map(|candidate| self.id(candidate)),
            "barred": self.ids(&round.changes.barred),
            "keep": self.numbers(&round.numbers.keep),
            "totals": self.numbers(&round.numbers.totals),
            "exhausted": self.number(round.numbers.exhausted),
        })
    }

    fn tie(&self, tie: &Tie) -> Value {
        json!({
            "kind": tie.kind.word(),
            "round": tie.round,
            "candidates": self.ids(&tie.candidates),
            "rule": tie.rule.word(),
            "chosen": tie.chosen.map(|candidate| self.id(candidate)),
            "effect": if tie.matters { "result" } else { "none" },
            "noise": tie.noise,
        })
    }
}
