//! Ballots, stored flat: a million of them with twenty ranks each take some fifty megabytes.

/// The most candidates that an election may have.
pub const MOST_CANDIDATES: usize = 10_000;

/// The most ballots that an election may have.
pub const MOST_BALLOTS: usize = 10_000_000;

/// Ballots in the order of their source.
///
/// Candidates are numbers from 0, positions in [`Contest::candidates`](crate::Contest::candidates). On a ranked
/// ballot they are in order of preference, on an approval ballot they are the marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ballots {
    choices: Vec<u16>,
    /// Where each ballot ends in `choices`.
    ends: Vec<u32>,
    weights: Vec<u64>,
    /// How many ballots there are, equal ones that a source counts in one row included.
    number: u64,
}

impl Ballots {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `number` equal ballots, which have the weight `weight` together. A weight of `w` counts like `w` ballots.
    ///
    /// # Panics
    ///
    /// If a candidate is not below [`MOST_CANDIDATES`]; readers check their input before.
    pub fn push(&mut self, number: u64, weight: u64, choices: impl IntoIterator<Item = usize>) {
        let choices = choices
            .into_iter()
            .map(|candidate| u16::try_from(candidate).expect("candidates are below the limit of 10,000"));
        self.choices.extend(choices);
        self.ends.push(u32::try_from(self.choices.len()).expect("readers limit the size of their input"));
        self.weights.push(weight);
        self.number += number;
    }

    /// How many ballots there are, each counted once whatever its weight.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// How many rows of ballots there are.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The sum of all weights.
    pub fn weight(&self) -> u64 {
        self.weights.iter().sum()
    }

    /// Every ballot: its weight and its choices.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &[u16])> {
        (0..self.len()).map(|ballot| (self.weights[ballot], self.choices(ballot)))
    }

    pub(crate) fn weight_of(&self, ballot: usize) -> u64 {
        self.weights[ballot]
    }

    pub(crate) fn choices(&self, ballot: usize) -> &[u16] {
        let start = ballot.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.choices[start as usize..self.ends[ballot] as usize]
    }

    /// How many choices all ballots have together.
    pub(crate) fn choices_in_all(&self) -> usize {
        self.choices.len()
    }

    /// The same ballots without some candidates; ballots that are empty then stay, as blank ones.
    #[must_use]
    pub fn without(&self, out: &[bool]) -> Self {
        let mut left = Self::new();
        for (weight, choices) in self.iter() {
            left.push(
                1,
                weight,
                choices.iter().map(|&choice| usize::from(choice)).filter(|&choice| !out[choice]),
            );
        }
        left
    }

    /// The same ballots with equal ones as one and in a fixed order, so that the order of the source does not
    /// matter; blank ballots are left out.
    #[must_use]
    pub fn merged(&self) -> Self {
        let mut order: Vec<usize> =
            (0..self.len()).filter(|&ballot| !self.choices(ballot).is_empty()).collect();
        order.sort_unstable_by(|&one, &other| self.choices(one).cmp(self.choices(other)));
        let mut merged = Self::new();
        for ballot in order {
            let (choices, weight) = (self.choices(ballot), self.weights[ballot]);
            match merged.len().checked_sub(1).filter(|&last| merged.choices(last) == choices) {
                Some(last) => merged.weights[last] += weight,
                None => merged.push(1, weight, choices.iter().map(|&choice| usize::from(choice))),
            }
        }
        merged
    }
}
