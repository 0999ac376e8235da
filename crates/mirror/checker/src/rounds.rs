//! The rounds that are going on.
//!
//! A mirror that hangs must not delay the others: the next round begins in time, and leaves out mirrors that are still
//! being probed. A round is complete when it and all rounds before it are over. Looks out of turn, at a mirror that was
//! changed or in which a sample found a fault, are rounds that are not counted.

use std::collections::{BTreeMap, BTreeSet};

use maneki_mirror_health::{Fault, Look, Report};
use maneki_mirror_model::MirrorName;

#[derive(Debug, Default)]
pub(crate) struct Rounds {
    begun: u64,
    /// How many of them are counted.
    counted: u64,
    running: BTreeMap<u64, Round>,
}

/// The mirrors of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All mirrors that are due.
    All,
    /// Some mirrors, out of turn.
    OutOfTurn,
}

/// A round that is going on.
#[derive(Debug)]
pub(crate) struct Round {
    /// The good mirrors when it began.
    pub(crate) good_before: BTreeSet<MirrorName>,
    /// Whether any mirror or reference tree has answered since.
    pub(crate) has_answer: bool,
    /// Its number among the counted rounds.
    count: Option<u64>,
    waiting_for: BTreeSet<MirrorName>,
}

impl Rounds {
    /// Begins a round without the mirrors that are still being probed.
    pub(crate) fn begin(
        &mut self,
        scope: Scope,
        looks: &mut Vec<Look>,
        good_before: BTreeSet<MirrorName>,
    ) -> u64 {
        let busy = |name: &MirrorName| self.running.values().any(|round| round.waiting_for.contains(name));
        looks.retain(|look| !busy(&look.mirror));
        let waiting_for = looks.iter().map(|look| look.mirror.clone()).collect();
        self.begun += 1;
        let counts = scope == Scope::All;
        self.counted += u64::from(counts);
        let count = counts.then_some(self.counted);
        self.running.insert(self.begun, Round { good_before, has_answer: false, count, waiting_for });
        self.begun
    }

    /// Takes note of a report; `false` if the round does not wait for it.
    pub(crate) fn seen(&mut self, number: u64, report: &Report) -> bool {
        if is_answered(report) {
            self.heard();
        }
        self.running.get_mut(&number).is_some_and(|round| round.waiting_for.remove(&report.mirror))
    }

    /// Stops waiting for mirrors that have moved, so that they can be probed again.
    pub(crate) fn retain(&mut self, has_not_moved: impl Fn(&MirrorName) -> bool) {
        self.running.values_mut().for_each(|round| round.waiting_for.retain(&has_not_moved));
    }

    /// Takes note of an answer: the network of this machine works.
    pub(crate) fn heard(&mut self) {
        self.running.values_mut().for_each(|round| round.has_answer = true);
    }

    /// Ends a round; `None` if it is not going on.
    pub(crate) fn end(&mut self, number: u64) -> Option<Round> {
        self.running.remove(&number)
    }

    /// The rounds that are going on, oldest first.
    pub(crate) fn running(&self) -> impl Iterator<Item = &Round> {
        self.running.values()
    }

    /// How many counted rounds are complete.
    pub(crate) fn whole(&self) -> u64 {
        self.running.values().find_map(|round| round.count).map_or(self.counted, |first| first - 1)
    }
}

fn is_answered(report: &Report) -> bool {
    let mut outcomes = report.trees.iter().flat_map(|tree| &tree.observations).map(|one| &one.outcome);
    outcomes.any(|outcome| outcome.fault().is_none_or(Fault::is_answer))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;
    use maneki_mirror_health::{ConnectFault, Observation, Outcome, Route, Subject, TreeReport};
    use maneki_mirror_model::Protocol;
    use maneki_mirror_registry::Tree;

    use super::*;

    fn name(text: &str) -> MirrorName {
        MirrorName::parse(text).unwrap()
    }

    fn looks(names: &[&str]) -> Vec<Look> {
        let look = |text: &&str| Look { mirror: name(text), after: Duration::ZERO, trees: Vec::new() };
        names.iter().map(look).collect()
    }

    fn report(mirror: &str, outcomes: &[Outcome]) -> Report {
        let route = Route { protocol: Protocol::Http, family: None };
        let observation = |outcome: &Outcome| Observation {
            subject: Subject::Time,
            url: "http://mirror.example/TIME".into(),
            route,
            at: Timestamp::UNIX_EPOCH,
            outcome: outcome.clone(),
        };
        let observations = outcomes.iter().map(observation).collect();
        let tree = TreeReport { tree: Tree::Main, full: true, route, observations, abandoned: None };
        Report { mirror: name(mirror), at: Timestamp::UNIX_EPOCH, trees: vec![tree] }
    }

    fn refused() -> Outcome {
        Outcome::Failed(ConnectFault::Refused.into())
    }

    fn begin(rounds: &mut Rounds, names: &[&str]) -> (u64, Vec<String>) {
        let mut looks = looks(names);
        let number = rounds.begin(Scope::All, &mut looks, BTreeSet::new());
        (number, looks.iter().map(|look| look.mirror.to_string()).collect())
    }

    #[test]
    fn a_mirror_that_is_still_being_probed_is_left_out_of_the_next_round() {
        let mut rounds = Rounds::default();
        assert_eq!(begin(&mut rounds, &["a", "b", "c"]), (1, vec!["a".into(), "b".into(), "c".into()]));
        rounds.seen(1, &report("a", &[refused()]));
        assert_eq!(begin(&mut rounds, &["a", "b", "c"]), (2, vec!["a".into()]));
        // Reported in the second round, and still missing in the first.
        rounds.seen(2, &report("a", &[]));
        rounds.seen(1, &report("b", &[]));
        assert_eq!(begin(&mut rounds, &["a", "b", "c"]), (3, vec!["a".into(), "b".into()]));
    }

    #[test]
    fn a_round_is_complete_when_all_before_it_are_over() {
        let mut rounds = Rounds::default();
        assert_eq!(rounds.whole(), 0);
        for number in 1..=3 {
            assert_eq!(begin(&mut rounds, &[]).0, number);
        }
        assert_eq!(rounds.whole(), 0);
        assert!(rounds.end(2).is_some());
        assert_eq!(rounds.whole(), 0);
        assert!(rounds.end(1).is_some());
        assert_eq!(rounds.whole(), 2);
        assert!(rounds.end(3).is_some());
        assert_eq!(rounds.whole(), 3);
        assert!(rounds.end(3).is_none());
    }

    #[test]
    fn looks_out_of_turn_are_not_counted() {
        let mut rounds = Rounds::default();
        let begin = |rounds: &mut Rounds, scope| rounds.begin(scope, &mut looks(&["a"]), BTreeSet::new());
        let early = begin(&mut rounds, Scope::OutOfTurn);
        assert!(rounds.end(early).is_some());
        assert_eq!(rounds.whole(), 0);
        let first = begin(&mut rounds, Scope::All);
        let late = begin(&mut rounds, Scope::OutOfTurn);
        let second = begin(&mut rounds, Scope::All);
        assert!(rounds.end(first).is_some());
        // The look out of turn still goes on, and delays no count.
        assert_eq!(rounds.whole(), 1);
        assert!(rounds.end(second).is_some());
        assert_eq!(rounds.whole(), 2);
        assert!(rounds.end(late).is_some());
        assert_eq!(rounds.whole(), 2);
    }

    #[test]
    fn an_answer_counts_for_every_round_that_is_going_on() {
        let mut rounds = Rounds::default();
        let begin = |rounds: &mut Rounds| rounds.begin(Scope::All, &mut looks(&["a"]), BTreeSet::new());
        let (first, second) = (begin(&mut rounds), begin(&mut rounds));
        rounds.seen(first, &report("a", &[refused()]));
        rounds.seen(first, &report("a", &[]));
        assert!(rounds.running().all(|round| !round.has_answer));
        // Bad news are answers too.
        rounds.seen(first, &report("a", &[refused(), Outcome::Failed(Fault::Status(503))]));
        let third = begin(&mut rounds);
        let answered = |rounds: &mut Rounds, number| rounds.end(number).unwrap().has_answer;
        assert!(answered(&mut rounds, first) && answered(&mut rounds, second));
        assert!(!answered(&mut rounds, third));
    }
}
