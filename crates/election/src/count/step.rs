use super::record::Record;
use super::tie::TieKind;
use crate::number::Decimal;

/// A tie that no rule decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OpenTie {
    pub(super) kind: TieKind,
    pub(super) round: usize,
    pub(super) candidates: Vec<usize>,
}

/// Where a count stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Done,
    Tie(OpenTie),
}

/// A count that is under way.
pub(super) trait Count: Clone {
    /// Goes on until the count is done or a tie is open.
    fn advance(&mut self) -> Step;

    /// Decides the open tie: this candidate is elected, transferred or excluded first.
    fn choose(&mut self, candidate: usize);

    /// Who is elected so far, in order.
    fn elected(&self) -> &[usize];

    /// Who is neither elected nor out.
    fn hopefuls(&self) -> Vec<usize>;

    /// What each candidate holds now.
    fn totals(&self) -> Vec<Decimal>;

    fn quota(&self) -> Option<Decimal>;

    fn record(&mut self) -> &mut Record;

    /// How much was computed so far, in ballots or totals that were touched.
    fn work(&self) -> u64;
}
