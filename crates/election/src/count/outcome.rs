use super::method::Method;
use super::record::Record;
use crate::number::Decimal;

/// Whether the votes decide who is elected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Decided,
    /// A tie that no rule decides matters.
    Undecided,
}

impl Status {
    pub fn word(self) -> &'static str {
        match self {
            Self::Decided => "decided",
            Self::Undecided => "undecided",
        }
    }
}

/// The result of a count. Candidates are positions in [`Contest::candidates`](crate::Contest::candidates).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub method: Method,
    pub status: Status,
    /// Who is elected however open ties fall, in the order of their election.
    pub elected: Vec<usize>,
    /// Who is elected only in some of the ways in which open ties can fall.
    pub undecided: Vec<usize>,
    /// How many seats stay empty.
    pub vacant: usize,
    pub quota: Option<Decimal>,
    /// What each candidate holds at the end.
    pub totals: Vec<Decimal>,
    /// The rounds, and the ties with how each was decided.
    pub record: Record,
}
