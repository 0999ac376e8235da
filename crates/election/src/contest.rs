//! What is counted: candidates, seats, and votes, whatever file they came from.

use crate::ballots::Ballots;

/// A person who can be elected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What the source calls the candidate: a number, a user name, a member id.
    pub id: String,
    /// The name for people; the id where the source has no name.
    pub name: String,
    /// A text drawn or fixed before the election, which decides ties of `meek-static`.
    pub identifier: Option<String>,
}

impl Candidate {
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into(), identifier: None }
    }
}

/// A group of candidates with a limit on how many may be elected, such as employees of one company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// At least 1.
    pub max: usize,
    /// Positions in [`Contest::candidates`].
    pub members: Vec<usize>,
}

/// The votes of an election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Votes {
    /// Candidates in order of preference on each ballot.
    Ranked(Ballots),
    /// Marks on each ballot.
    Marked(Ballots),
    /// Only the weighted sum of the marks is published.
    Totals(Totals),
}

/// Weighted sums of marks, by candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// In the order of [`Contest::candidates`].
    pub totals: Vec<u64>,
    /// How many ballots there were, where the source says so.
    pub ballots: Option<u64>,
    /// The weight of all ballots, where the source says so.
    pub weight: Option<u64>,
}

/// An election as a count sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    pub candidates: Vec<Candidate>,
    /// Candidates who withdrew, in the order of `candidates`: ballots pass over them.
    pub withdrawn: Vec<bool>,
    pub seats: usize,
    pub groups: Vec<Group>,
    /// An order that was drawn beforehand, the best first. It need not name every candidate.
    pub lot: Vec<usize>,
    pub votes: Votes,
}

impl Contest {
    pub fn new(candidates: Vec<Candidate>, seats: usize, votes: Votes) -> Self {
        let withdrawn = vec![false; candidates.len()];
        Self { candidates, withdrawn, seats, groups: Vec::new(), lot: Vec::new(), votes }
    }

    /// The position of a candidate by id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.candidates.iter().position(|candidate| candidate.id == id)
    }

    /// How many ballots there are, where the source says so.
    pub fn ballots(&self) -> Option<u64> {
        match &self.votes {
            Votes::Ranked(ballots) | Votes::Marked(ballots) => Some(ballots.number()),
            Votes::Totals(totals) => totals.ballots,
        }
    }

    /// The weight of all ballots, where the source says so.
    pub fn weight(&self) -> Option<u64> {
        match &self.votes {
            Votes::Ranked(ballots) | Votes::Marked(ballots) => Some(ballots.weight()),
            Votes::Totals(totals) => totals.weight,
        }
    }

    /// The candidates that a full group keeps out, given who is elected: those in it who are not elected.
    pub(crate) fn kept_out_by_groups(&self, elected: &[usize]) -> Vec<usize> {
        let full = self.groups.iter().filter(|group| {
            group.members.iter().filter(|member| elected.contains(member)).count() >= group.max
        });
        let mut out: Vec<usize> = full
            .flat_map(|group| &group.members)
            .copied()
            .filter(|member| !elected.contains(member))
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whether two of these candidates are in one group.
    pub(crate) fn share_a_group(&self, candidates: &[usize]) -> bool {
        self.groups
            .iter()
            .any(|group| group.members.iter().filter(|member| candidates.contains(member)).count() > 1)
    }
}
