//! The Scottish Local Government Elections Order 2011, rules 45 to 52.
//!
//! All numbers are whole multiples of 10⁻⁵; values of papers are rounded down.

use super::lot::drawn;
use super::record::{Changes, Numbers, Record};
use super::step::{Count, OpenTie, Step};
use super::tie::{Tie, TieKind, TieRule};
use crate::ballots::Ballots;
use crate::contest::Contest;
use crate::number::Decimal;

/// 1 in units of 10⁻⁵.
const ONE: u64 = 100_000;

#[derive(Debug, Clone)]
pub(super) struct Scottish<'contest> {
    contest: &'contest Contest,
    ballots: &'contest Ballots,
    quota: u128,
    /// The papers that each candidate holds.
    piles: Vec<Vec<Paper>>,
    votes: Vec<u128>,
    /// The votes at the end of the last stage.
    last: Vec<u128>,
    /// What each stage changed: candidates with their votes before it.
    history: Vec<Vec<(usize, u128)>>,
    hopeful: Vec<bool>,
    elected: Vec<usize>,
    /// Elected candidates whose surplus has not been transferred.
    surpluses: Vec<usize>,
    record: Record,
    work: u64,
    pending: Option<TieKind>,
}

/// A ballot, or several equal ones, in the pile of a candidate.
#[derive(Debug, Clone, Copy)]
struct Paper {
    ballot: u32,
    /// The position in the ballot of the candidate who holds it.
    position: u16,
    /// The value of one ballot, in units of 10⁻⁵.
    value: u64,
}

impl<'contest> Scottish<'contest> {
    /// `ballots` are those of the contest with equal ones merged and blank ones left out.
    pub(super) fn new(contest: &'contest Contest, ballots: &'contest Ballots) -> Self {
        let candidates = contest.candidates.len();
        let hopeful: Vec<bool> = contest.withdrawn.iter().map(|withdrawn| !withdrawn).collect();
        let mut count = Self {
            contest,
            ballots,
            quota: 0,
            piles: vec![Vec::new(); candidates],
            votes: vec![0; candidates],
            last: vec![0; candidates],
            history: Vec::new(),
            hopeful,
            elected: Vec::new(),
            surpluses: Vec::new(),
            record: Record::default(),
            work: 0,
            pending: None,
        };
        let mut papers = 0u128;
        for ballot in 0..ballots.len() {
            if let Some(position) = count.next_hopeful(ballot, 0) {
                let number = u32::try_from(ballot).expect("readers limit the number of ballots");
                count.give(Paper { ballot: number, position, value: ONE });
                papers += u128::from(ballots.weight_of(ballot));
            }
        }
        count.quota = (papers / (contest.seats as u128 + 1) + 1) * u128::from(ONE);
        count
    }

    fn next_hopeful(&self, ballot: usize, from: usize) -> Option<u16> {
        let choices = self.ballots.choices(ballot);
        let position = (from..choices.len()).find(|&at| self.hopeful[usize::from(choices[at])])?;
        Some(u16::try_from(position).expect("a ballot ranks each candidate once"))
    }

    fn give(&mut self, paper: Paper) {
        let ballot = paper.ballot as usize;
        let candidate = usize::from(self.ballots.choices(ballot)[usize::from(paper.position)]);
        self.votes[candidate] += u128::from(paper.value) * u128::from(self.ballots.weight_of(ballot));
        self.piles[candidate].push(paper);
        self.work += 1;
    }

    /// Moves papers to the next hopeful of each; `revalue` gives their new value.
    fn transfer(&mut self, candidate: usize, revalue: impl Fn(u64) -> u64) {
        for paper in std::mem::take(&mut self.piles[candidate]) {
            let ballot = paper.ballot as usize;
            let value = revalue(paper.value);
            if let Some(position) = self.next_hopeful(ballot, usize::from(paper.position) + 1) {
                self.give(Paper { position, value, ..paper });
            }
        }
    }

    fn seats_left(&self) -> usize {
        self.contest.seats - self.elected.len()
    }

    fn exhausted(&self) -> u128 {
        let all: u128 = self.ballots.iter().map(|(weight, _)| u128::from(weight)).sum();
        (all * u128::from(ONE)).saturating_sub(self.votes.iter().sum())
    }

    /// Elects every hopeful who has the quota, as long as there are seats.
    fn elect(&mut self) -> Vec<usize> {
        let mut reached: Vec<usize> =
            self.hopefuls().into_iter().filter(|&candidate| self.votes[candidate] >= self.quota).collect();
        reached.sort_by_key(|&candidate| (std::cmp::Reverse(self.votes[candidate]), candidate));
        reached.truncate(self.seats_left());
        for &candidate in &reached {
            self.hopeful[candidate] = false;
            self.elected.push(candidate);
            if self.votes[candidate] > self.quota {
                self.surpluses.push(candidate);
            }
        }
        reached
    }

    /// Writes down the stage that ends.
    fn write(&mut self, elected: Vec<usize>, excluded: Option<usize>) {
        let changed =
            (0..self.votes.len()).filter(|&candidate| self.votes[candidate] != self.last[candidate]);
        self.history.push(changed.map(|candidate| (candidate, self.last[candidate])).collect());
        self.last.clone_from(&self.votes);
        let (votes, quota, exhausted) = (&self.votes, self.quota, self.exhausted());
        self.record.push(Changes { elected, excluded, barred: Vec::new() }, || Numbers {
            quota: Some(scaled(quota)),
            keep: Vec::new(),
            totals: votes.iter().map(|&votes| scaled(votes)).collect(),
            exhausted: scaled(exhausted),
        });
    }

    /// Narrows tied candidates by the most recent earlier stage at which they differed, then by those before it.
    fn by_earlier_stages(&self, mut tied: Vec<usize>, highest: bool) -> Vec<usize> {
        let mut votes = self.last.clone();
        // A stage that changed no votes cannot distinguish candidates.
        for changed in self.history.iter().rev().filter(|changed| !changed.is_empty()) {
            for &(candidate, before) in changed {
                votes[candidate] = before;
            }
            let held = tied.iter().map(|&candidate| votes[candidate]);
            let extreme = if highest { held.max() } else { held.min() };
            tied.retain(|&candidate| Some(votes[candidate]) == extreme);
            if tied.len() == 1 {
                break;
            }
        }
        tied
    }

    /// The candidate who is next, of those tied; or the tie that no rule decides.
    fn pick(&mut self, tied: Vec<usize>, kind: TieKind) -> Result<usize, OpenTie> {
        if let [only] = tied[..] {
            return Ok(only);
        }
        let highest = kind == TieKind::Surplus;
        let round = self.record.next();
        let narrowed = self.by_earlier_stages(tied.clone(), highest);
        let (chosen, rule) = match narrowed[..] {
            [only] => (only, TieRule::EarlierStage),
            _ => match drawn(self.contest, &narrowed, highest) {
                Some(chosen) => (chosen, TieRule::Lot),
                None => return Err(OpenTie { kind, round, candidates: narrowed }),
            },
        };
        let candidates = tied;
        let (chosen, matters, noise) = (Some(chosen), true, false);
        self.record.tie(Tie { kind, round, candidates, rule, chosen, matters, noise });
        Ok(chosen.expect("it was just chosen"))
    }

    fn act(&mut self, candidate: usize, kind: TieKind) {
        let excluded = if kind == TieKind::Surplus {
            let votes = self.votes[candidate];
            let surplus = votes - self.quota;
            self.surpluses.retain(|&waiting| waiting != candidate);
            self.transfer(candidate, |value| {
                u64::try_from(u128::from(value) * surplus / votes).expect("a surplus is a part of the votes")
            });
            self.votes[candidate] = self.quota;
            None
        } else {
            self.hopeful[candidate] = false;
            self.votes[candidate] = 0;
            self.transfer(candidate, |value| value);
            Some(candidate)
        };
        let elected = self.elect();
        self.write(elected, excluded);
    }
}

impl Count for Scottish<'_> {
    fn advance(&mut self) -> Step {
        if self.record.count == 0 {
            let elected = self.elect();
            self.write(elected, None);
        }
        while self.seats_left() > 0 && self.hopefuls().len() > self.seats_left() {
            let largest = self.surpluses.iter().map(|&candidate| self.votes[candidate]).max();
            let (kind, tied) = if let Some(largest) = largest {
                let mut tied = self.surpluses.clone();
                tied.retain(|&candidate| self.votes[candidate] == largest);
                tied.sort_unstable();
                (TieKind::Surplus, tied)
            } else {
                let mut tied = self.hopefuls();
                let lowest = tied.iter().map(|&candidate| self.votes[candidate]).min();
                tied.retain(|&candidate| Some(self.votes[candidate]) == lowest);
                (TieKind::Exclusion, tied)
            };
            match self.pick(tied, kind) {
                Ok(candidate) => self.act(candidate, kind),
                Err(tie) => {
                    self.pending = Some(kind);
                    return Step::Tie(tie);
                }
            }
        }
        let mut rest = if self.seats_left() > 0 { self.hopefuls() } else { Vec::new() };
        if !rest.is_empty() {
            rest.sort_by_key(|&candidate| (std::cmp::Reverse(self.votes[candidate]), candidate));
            for &candidate in &rest {
                self.hopeful[candidate] = false;
                self.elected.push(candidate);
            }
            self.write(rest, None);
        }
        Step::Done
    }

    fn choose(&mut self, candidate: usize) {
        let kind = self.pending.take().expect("only an open tie is decided");
        self.act(candidate, kind);
    }

    fn elected(&self) -> &[usize] {
        &self.elected
    }

    fn hopefuls(&self) -> Vec<usize> {
        (0..self.hopeful.len()).filter(|&candidate| self.hopeful[candidate]).collect()
    }

    fn totals(&self) -> Vec<Decimal> {
        self.votes.iter().map(|&votes| scaled(votes)).collect()
    }

    fn quota(&self) -> Option<Decimal> {
        Some(scaled(self.quota))
    }

    fn record(&mut self) -> &mut Record {
        &mut self.record
    }

    fn work(&self) -> u64 {
        self.work
    }
}

fn scaled(number: u128) -> Decimal {
    Decimal::from_scaled(number, -5)
}
