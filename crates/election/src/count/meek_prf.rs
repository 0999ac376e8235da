//! The reference rules for Meek's method of the Proportional Representation Foundation.
//!
//! All numbers are whole multiples of 10⁻⁹. The share of a vote that a candidate keeps is rounded up, so that a
//! count never holds more votes than there are.

use super::lot::drawn;
use super::record::{Changes, Numbers, Record};
use super::step::{Count, OpenTie, Step};
use super::tie::{Tie, TieKind, TieRule};
use crate::ballots::Ballots;
use crate::contest::Contest;
use crate::number::Decimal;

/// 1 in units of 10⁻⁹.
const ONE: u64 = 1_000_000_000;

/// The surplus below which a round ends: 10⁻⁶ in units of 10⁻⁹.
const OMEGA: u128 = 1_000;

#[derive(Debug, Clone)]
pub(super) struct MeekPrf<'contest> {
    contest: &'contest Contest,
    ballots: &'contest Ballots,
    /// In units of 10⁻⁹; zero for candidates who are out.
    keep: Vec<u64>,
    hopeful: Vec<bool>,
    elected: Vec<usize>,
    votes: Vec<u128>,
    quota: u128,
    record: Record,
    work: u64,
}

/// How a round ended.
enum End {
    Elected(Vec<usize>),
    /// Nothing more moves; the surplus that is left.
    Settled(u128),
}

impl<'contest> MeekPrf<'contest> {
    /// `ballots` are those of the contest with equal ones merged and blank ones left out.
    pub(super) fn new(contest: &'contest Contest, ballots: &'contest Ballots) -> Self {
        let hopeful: Vec<bool> = contest.withdrawn.iter().map(|withdrawn| !withdrawn).collect();
        let keep = hopeful.iter().map(|&hopeful| if hopeful { ONE } else { 0 }).collect();
        let votes = vec![0; hopeful.len()];
        let record = Record::default();
        Self { contest, ballots, keep, hopeful, elected: Vec::new(), votes, quota: 0, record, work: 0 }
    }

    fn seats_left(&self) -> usize {
        self.contest.seats - self.elected.len()
    }

    /// Gives every ballot to its candidates, as far as each keeps it.
    fn distribute(&mut self) {
        self.votes.fill(0);
        for (weight, choices) in self.ballots.iter() {
            let mut left = ONE;
            for &choice in choices {
                let candidate = usize::from(choice);
                let keep = self.keep[candidate];
                if keep == 0 {
                    continue;
                }
                // At most 10¹⁸, which fits.
                let kept = (left * keep).div_ceil(ONE);
                self.votes[candidate] += u128::from(kept) * u128::from(weight);
                left -= kept;
                if left == 0 {
                    break;
                }
            }
        }
        self.work += self.ballots.choices_in_all() as u64;
        let sum: u128 = self.votes.iter().sum();
        self.quota = sum / (self.contest.seats as u128 + 1) + 1;
    }

    /// Iterates until a candidate reaches the quota or the surplus is spent.
    fn round(&mut self) -> End {
        let mut before = u128::from(self.ballots.weight()) * u128::from(ONE);
        loop {
            self.distribute();
            let mut reached: Vec<usize> = self
                .hopefuls()
                .into_iter()
                .filter(|&candidate| self.votes[candidate] >= self.quota)
                .collect();
            reached.sort_by_key(|&candidate| (std::cmp::Reverse(self.votes[candidate]), candidate));
            for &candidate in &reached {
                self.hopeful[candidate] = false;
                self.elected.push(candidate);
            }
            if !reached.is_empty() {
                return End::Elected(reached);
            }
            let surplus = self
                .elected
                .iter()
                .map(|&candidate| self.votes[candidate].saturating_sub(self.quota))
                .sum::<u128>();
            if surplus < OMEGA || surplus >= before {
                return End::Settled(surplus);
            }
            before = surplus;
            for &candidate in &self.elected {
                let share = (u128::from(self.keep[candidate]) * self.quota).div_ceil(u128::from(ONE));
                let keep = (share * u128::from(ONE)).div_ceil(self.votes[candidate].max(1));
                self.keep[candidate] = u64::try_from(keep).unwrap_or(ONE).min(ONE);
            }
        }
    }

    fn exclude(&mut self, candidate: usize) {
        self.write(Vec::new(), Some(candidate));
        self.hopeful[candidate] = false;
        self.keep[candidate] = 0;
    }

    fn write(&mut self, elected: Vec<usize>, excluded: Option<usize>) {
        let held: u128 = self.votes.iter().sum();
        let all = u128::from(self.ballots.weight()) * u128::from(ONE);
        let (keep, votes, quota) = (&self.keep, &self.votes, self.quota);
        self.record.push(Changes { elected, excluded, barred: Vec::new() }, || Numbers {
            quota: Some(nanos(quota)),
            keep: keep.iter().map(|&keep| nanos(u128::from(keep))).collect(),
            totals: votes.iter().map(|&votes| nanos(votes)).collect(),
            exhausted: nanos(all.saturating_sub(held)),
        });
    }

    /// The hopefuls with no more votes than the lowest and the surplus together.
    fn lowest(&self, surplus: u128) -> Vec<usize> {
        let hopefuls = self.hopefuls();
        let lowest = hopefuls.iter().map(|&candidate| self.votes[candidate]).min().unwrap_or(0);
        hopefuls.into_iter().filter(|&candidate| self.votes[candidate] <= lowest + surplus).collect()
    }
}

impl Count for MeekPrf<'_> {
    fn advance(&mut self) -> Step {
        while self.hopefuls().len() > self.seats_left() && self.seats_left() > 0 {
            let surplus = match self.round() {
                End::Elected(elected) => {
                    self.write(elected, None);
                    continue;
                }
                End::Settled(surplus) => surplus,
            };
            let tied = self.lowest(surplus);
            let round = self.record.next();
            match (tied.len(), drawn(self.contest, &tied, false)) {
                (1, _) => self.exclude(tied[0]),
                (_, Some(chosen)) => {
                    self.record.tie(Tie {
                        kind: TieKind::Exclusion,
                        round,
                        candidates: tied,
                        rule: TieRule::Lot,
                        chosen: Some(chosen),
                        matters: true,
                        noise: false,
                    });
                    self.exclude(chosen);
                }
                (_, None) => return Step::Tie(OpenTie { kind: TieKind::Exclusion, round, candidates: tied }),
            }
        }
        let mut rest = if self.seats_left() > 0 { self.hopefuls() } else { Vec::new() };
        if !rest.is_empty() {
            // The quota is that of the last iteration: the others need not reach one.
            let quota = self.quota;
            self.distribute();
            if quota > 0 {
                self.quota = quota;
            }
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
        self.exclude(candidate);
    }

    fn elected(&self) -> &[usize] {
        &self.elected
    }

    fn hopefuls(&self) -> Vec<usize> {
        (0..self.hopeful.len()).filter(|&candidate| self.hopeful[candidate]).collect()
    }

    fn totals(&self) -> Vec<Decimal> {
        self.votes.iter().map(|&votes| nanos(votes)).collect()
    }

    fn quota(&self) -> Option<Decimal> {
        Some(nanos(self.quota))
    }

    fn record(&mut self) -> &mut Record {
        &mut self.record
    }

    fn work(&self) -> u64 {
        self.work
    }
}

fn nanos(number: u128) -> Decimal {
    Decimal::from_scaled(number, -9)
}
