use super::tie::Tie;
use crate::number::Decimal;

/// The most numbers that the rounds of a count may keep: 10,000 candidates with as many rounds would not fit into
/// memory.
const MOST_NUMBERS: usize = 4_000_000;

/// One step of a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// From 1.
    pub n: usize,
    pub changes: Changes,
    pub numbers: Numbers,
}

/// What a round decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// In order.
    pub elected: Vec<usize>,
    pub excluded: Option<usize>,
    /// Candidates who are kept out because a group is full.
    pub barred: Vec<usize>,
}

/// What a round decides by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    pub quota: Option<Decimal>,
    /// The share of what each candidate receives that the candidate keeps; empty for methods without shares.
    pub keep: Vec<Decimal>,
    /// What each candidate holds.
    pub totals: Vec<Decimal>,
    /// The votes that no candidate holds any more.
    pub exhausted: Decimal,
}

/// The history of a count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    pub rounds: Vec<Round>,
    pub ties: Vec<Tie>,
    /// In the order of their exclusion.
    pub excluded: Vec<usize>,
    pub barred: Vec<usize>,
    /// How many rounds were not kept because there would be too many numbers.
    pub omitted: usize,
    /// How many rounds there were.
    pub count: usize,
    /// Whether a stage took longer than the 200 iterations after which the model of `meek-static` gives up.
    pub model_stops: bool,
    /// Whether only the result counts: nothing is written down any more.
    silent: bool,
    /// How many numbers the rounds hold.
    kept: usize,
}

impl Record {
    /// The number of the round that comes next.
    pub(super) fn next(&self) -> usize {
        self.count + 1
    }

    /// Writes a round down.
    pub(super) fn push(&mut self, changes: Changes, numbers: impl FnOnce() -> Numbers) {
        self.count += 1;
        if self.silent {
            return;
        }
        self.excluded.extend(changes.excluded);
        self.barred.extend(&changes.barred);
        if self.kept > MOST_NUMBERS {
            self.omitted += 1;
            return;
        }
        let numbers = numbers();
        self.kept += numbers.totals.len() + numbers.keep.len();
        self.rounds.push(Round { n: self.count, changes, numbers });
    }

    pub(super) fn tie(&mut self, tie: Tie) {
        self.kept += tie.candidates.len();
        if !self.silent && self.kept <= MOST_NUMBERS {
            self.ties.push(tie);
        }
    }

    /// A record that goes on counting rounds and writes nothing down.
    pub(super) fn silenced(&self) -> Self {
        Self { count: self.count, silent: true, ..Self::default() }
    }
}
