//! Follows every way in which ties that no rule decides can fall.

use std::collections::BTreeSet;

use super::step::{Count, OpenTie, Step};
use super::tie::{Tie, TieRule};

/// The most ways that are followed to their end.
const MOST_LEAVES: usize = 1_000;

/// How much may be computed for all ways together, in touched ballots or totals: about two seconds.
const MOST_WORK: u64 = 300_000_000;

/// What all ways have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Explored<C> {
    /// The way on which each tie goes to the first candidate.
    pub(super) base: C,
    /// Who is elected whatever happens.
    pub(super) always: BTreeSet<usize>,
    /// Who is elected in some way, but not in all.
    pub(super) sometimes: BTreeSet<usize>,
}

/// A tie that is being explored.
struct Branch<C> {
    /// The count when it met the tie.
    state: C,
    /// The candidates to which the tie has not gone yet.
    waiting: Vec<usize>,
    found: Results,
    /// The position of the tie in the record, if it is on the base way.
    on_base: Option<usize>,
}

/// Who is elected at the first open tie, and who can still be.
type Certain = Option<(BTreeSet<usize>, BTreeSet<usize>)>;

/// Who is elected in all and in some of the ways below a tie.
#[derive(Default)]
struct Results {
    all: Option<BTreeSet<usize>>,
    some: BTreeSet<usize>,
}

impl Results {
    fn of_leaf(elected: &[usize]) -> Self {
        let elected: BTreeSet<usize> = elected.iter().copied().collect();
        Self { all: Some(elected.clone()), some: elected }
    }

    fn join(&mut self, other: Self) {
        self.some.extend(other.some);
        self.all = match (self.all.take(), other.all) {
            (Some(own), Some(others)) => Some(own.intersection(&others).copied().collect()),
            (own, others) => own.or(others),
        };
    }

    fn differ(&self) -> bool {
        self.all.as_ref().is_some_and(|all| *all != self.some)
    }
}

/// Runs a count in every way in which its open ties can fall.
pub(super) fn explore<C: Count>(start: C) -> Explored<C> {
    let mut state = start;
    let mut base: Option<C> = None;
    let mut branches: Vec<Branch<C>> = Vec::new();
    let mut certain: Certain = None;
    let (mut leaves, mut work) = (0, 0);
    loop {
        let before = state.work();
        let step = state.advance();
        work += state.work() - before;
        let mut results = match step {
            Step::Tie(tie) => {
                certain.get_or_insert_with(|| known_at(&state));
                let first = tie.candidates[0];
                branches.push(branch(&mut state, tie, base.is_none()));
                // Every branch leads to at least as many leaves as candidates wait in it.
                let expected = branches.iter().map(|branch| branch.waiting.len()).sum::<usize>();
                if leaves + expected >= MOST_LEAVES {
                    return gave_up(base, state, certain);
                }
                state.choose(first);
                continue;
            }
            Step::Done => Results::of_leaf(state.elected()),
        };
        leaves += 1;
        let finished = base.get_or_insert(state);
        // Back to the last tie that can still fall otherwise.
        loop {
            let Some(mut branch) = branches.pop() else {
                let always = results.all.unwrap_or_default();
                let sometimes = results.some.difference(&always).copied().collect();
                let base = base.expect("the first leaf is the base");
                return Explored { base, always, sometimes };
            };
            branch.found.join(results);
            if leaves >= MOST_LEAVES || work > MOST_WORK {
                return gave_up(base, branch.state, certain);
            }
            if let Some(next) = branch.waiting.pop() {
                state = branch.state.clone();
                branches.push(branch);
                state.choose(next);
                break;
            }
            if let Some(position) = branch.on_base {
                finished.record().ties[position].matters = branch.found.differ();
            }
            results = branch.found;
        }
    }
}

/// Who is certainly elected at the first open tie, and who can still be.
fn known_at<C: Count>(state: &C) -> (BTreeSet<usize>, BTreeSet<usize>) {
    (state.elected().iter().copied().collect(), state.hopefuls().into_iter().collect())
}

fn branch<C: Count>(state: &mut C, tie: OpenTie, on_base: bool) -> Branch<C> {
    let position = on_base.then(|| state.record().ties.len());
    let mut waiting = tie.candidates[1..].to_vec();
    waiting.reverse();
    state.record().tie(Tie {
        kind: tie.kind,
        round: tie.round,
        candidates: tie.candidates,
        rule: TieRule::None,
        chosen: None,
        matters: true,
        noise: false,
    });
    let record = std::mem::take(state.record());
    let mut copy = state.clone();
    *copy.record() = record.silenced();
    *state.record() = record;
    Branch { state: copy, waiting, found: Results::default(), on_base: position }
}

/// The result where there are too many ways: certain is only what was so at the first open tie. Rounds are shown
/// up to the tie at which the base way stopped.
fn gave_up<C: Count>(base: Option<C>, state: C, certain: Certain) -> Explored<C> {
    let (always, sometimes) = certain.unwrap_or_default();
    Explored { base: base.unwrap_or(state), always, sometimes }
}
