//! The highest totals win.

use super::lot::drawn;
use super::record::{Changes, Numbers, Record};
use super::step::{Count, OpenTie, Step};
use super::tie::{Tie, TieKind, TieRule};
use crate::contest::{Contest, Votes};
use crate::number::Decimal;

/// Seats go one at a time to the highest total among the candidates who are left.
#[derive(Debug, Clone)]
pub(super) struct TopN<'contest> {
    contest: &'contest Contest,
    totals: Vec<u64>,
    /// Neither elected, nor withdrawn, nor kept out by a group.
    open: Vec<bool>,
    elected: Vec<usize>,
    record: Record,
}

impl<'contest> TopN<'contest> {
    pub(super) fn new(contest: &'contest Contest) -> Self {
        let open = contest.withdrawn.iter().map(|withdrawn| !withdrawn).collect();
        let (elected, record) = (Vec::new(), Record::default());
        Self { contest, totals: totals(contest), open, elected, record }
    }

    /// The candidates with the highest total among those who are left; all of them, if no one has a vote.
    fn highest(&self) -> Vec<usize> {
        let best = self.hopefuls().into_iter().map(|candidate| self.totals[candidate]).max();
        self.hopefuls().into_iter().filter(|&candidate| Some(self.totals[candidate]) == best).collect()
    }

    fn elect(&mut self, candidate: usize) {
        self.elected.push(candidate);
        self.open[candidate] = false;
        let barred: Vec<usize> = self
            .contest
            .kept_out_by_groups(&self.elected)
            .into_iter()
            .filter(|&candidate| self.open[candidate])
            .collect();
        for &candidate in &barred {
            self.open[candidate] = false;
        }
        let totals = &self.totals;
        self.record.push(Changes { elected: vec![candidate], excluded: None, barred }, || Numbers {
            quota: None,
            keep: Vec::new(),
            totals: totals.iter().map(|&total| Decimal::from(total)).collect(),
            exhausted: Decimal::ZERO,
        });
    }
}

impl Count for TopN<'_> {
    fn advance(&mut self) -> Step {
        while self.elected.len() < self.contest.seats {
            let tied = self.highest();
            let Some(&first) = tied.first() else { break };
            let left = self.contest.seats - self.elected.len();
            let matters = tied.len() > left || self.contest.share_a_group(&tied);
            if !matters {
                for candidate in tied {
                    self.elect(candidate);
                }
                continue;
            }
            if tied.len() == 1 {
                self.elect(first);
                continue;
            }
            let round = self.record.next();
            let Some(chosen) = drawn(self.contest, &tied, true) else {
                return Step::Tie(OpenTie { kind: TieKind::Seat, round, candidates: tied });
            };
            self.record.tie(Tie {
                kind: TieKind::Seat,
                round,
                candidates: tied,
                rule: TieRule::Lot,
                chosen: Some(chosen),
                matters: true,
                noise: false,
            });
            self.elect(chosen);
        }
        Step::Done
    }

    fn choose(&mut self, candidate: usize) {
        self.elect(candidate);
    }

    fn elected(&self) -> &[usize] {
        &self.elected
    }

    fn hopefuls(&self) -> Vec<usize> {
        (0..self.open.len()).filter(|&candidate| self.open[candidate]).collect()
    }

    fn totals(&self) -> Vec<Decimal> {
        self.totals.iter().map(|&total| Decimal::from(total)).collect()
    }

    fn quota(&self) -> Option<Decimal> {
        None
    }

    fn record(&mut self) -> &mut Record {
        &mut self.record
    }

    fn work(&self) -> u64 {
        (self.elected.len() * self.totals.len()) as u64
    }
}

/// The weight of the marks of each candidate; on a ranked ballot every rank is a mark.
pub(super) fn totals(contest: &Contest) -> Vec<u64> {
    let ballots = match &contest.votes {
        Votes::Totals(totals) => return totals.totals.clone(),
        Votes::Ranked(ballots) | Votes::Marked(ballots) => ballots,
    };
    let mut totals = vec![0; contest.candidates.len()];
    for (weight, choices) in ballots.iter() {
        for &choice in choices {
            totals[usize::from(choice)] += weight;
        }
    }
    totals
}
