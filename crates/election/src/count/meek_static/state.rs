use super::distribution::{Distribution, Flow, Role};
use super::narrow::{Narrowed, Values, extreme, narrow};
use crate::ballots::Ballots;
use crate::contest::Contest;
use crate::count::record::{Changes, Numbers, Record};
use crate::count::step::{Count, OpenTie, Step};
use crate::count::tie::{Tie, TieKind};
use crate::number::Decimal;

/// A keep that changes by less has converged, and so much below the quota is enough to be elected.
const EPSILON: Decimal = Decimal::power_of_ten(-28);

/// Totals that are not farther apart are equal, unless digits count.
const NOISE: Decimal = Decimal::power_of_ten(-40);

/// The number of iterations in one stage after which the model gives up.
const MODEL_STOPS: usize = 200;

/// The number of iterations in one stage after which candidates within the remaining surplus are tied.
const LONGEST_STAGE: usize = 20_000;

/// How the count goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::count) struct Manner {
    /// Add in the order of the ballots and compare exactly.
    pub(in crate::count) digits: bool,
    /// Elect all candidates as soon as there are no more than seats.
    pub(in crate::count) elect_all: bool,
}

#[derive(Debug, Clone)]
pub(in crate::count) struct MeekStatic<'contest> {
    contest: &'contest Contest,
    ballots: &'contest Ballots,
    manner: Manner,
    quota: Decimal,
    /// The weight of all ballots.
    weight: Decimal,
    keep: Vec<Decimal>,
    hopeful: Vec<bool>,
    elected: Vec<usize>,
    /// What candidates held in the last iteration.
    previous: Vec<Decimal>,
    firsts: Vec<Decimal>,
    /// Prepared when a stage begins.
    distribution: Option<Distribution>,
    flow: Flow,
    /// Iterations since the last exclusion.
    iterations: usize,
    phase: Phase,
    record: Record,
    work: u64,
}

/// What the count does next.
#[derive(Debug, Clone)]
enum Phase {
    Iterate,
    Elect(Electing),
    /// Exclude the lowest candidate, or one of those within this distance of the lowest.
    Exclude(Decimal),
    /// Exclude this candidate.
    Excluded(usize),
}

/// An iteration in which candidates reached the quota.
#[derive(Debug, Clone)]
struct Electing {
    /// Candidates who reached the quota and whose turn has not come.
    reached: Vec<usize>,
    /// How many of them may still be elected.
    places: usize,
    elected: Vec<usize>,
    barred: Vec<usize>,
}

impl<'contest> MeekStatic<'contest> {
    /// `ballots` are those of the contest, all of them and in order where digits count; `weight` is that of all.
    pub(in crate::count) fn new(
        contest: &'contest Contest,
        ballots: &'contest Ballots,
        weight: u64,
        manner: Manner,
    ) -> Self {
        let candidates = contest.candidates.len();
        let hopeful: Vec<bool> = contest.withdrawn.iter().map(|withdrawn| !withdrawn).collect();
        let keep =
            hopeful.iter().map(|&hopeful| if hopeful { Decimal::ONE } else { Decimal::ZERO }).collect();
        let mut firsts = vec![0u64; candidates];
        for (weight, choices) in ballots.iter() {
            if let Some(&first) = choices.iter().find(|&&choice| hopeful[usize::from(choice)]) {
                firsts[usize::from(first)] += weight;
            }
        }
        Self {
            contest,
            ballots,
            manner,
            quota: Decimal::from(weight / (contest.seats as u64 + 1) + 1),
            weight: Decimal::from(weight),
            keep,
            hopeful,
            elected: Vec::new(),
            previous: vec![Decimal::ZERO; candidates],
            firsts: firsts.into_iter().map(Decimal::from).collect(),
            distribution: None,
            flow: Flow::default(),
            iterations: 0,
            phase: Phase::Iterate,
            record: Record::default(),
            work: 0,
        }
    }

    fn seats_left(&self) -> usize {
        self.contest.seats - self.elected.len()
    }

    fn is_over(&self) -> bool {
        self.seats_left() == 0 || !self.hopeful.contains(&true)
    }

    fn tolerance(&self) -> Decimal {
        if self.manner.digits { Decimal::ZERO } else { NOISE }
    }

    fn distribute(&mut self) {
        let distribution = match self.distribution.take() {
            Some(distribution) => distribution,
            None if self.manner.digits => Distribution::in_order(self.ballots, &self.roles()),
            None => Distribution::merged(self.ballots, &self.roles()),
        };
        self.flow = distribution.flow(&self.keep);
        self.work += distribution.size() as u64;
        self.distribution = Some(distribution);
    }

    fn roles(&self) -> Vec<Role> {
        let mut roles: Vec<Role> =
            self.hopeful.iter().map(|&hopeful| if hopeful { Role::Hopeful } else { Role::Out }).collect();
        for (number, &candidate) in (0..).zip(&self.elected) {
            roles[candidate] = Role::Elected(number);
        }
        roles
    }

    /// Begins an iteration: passes the votes on, and notes who reached the quota.
    fn iterate(&mut self) {
        self.distribute();
        self.iterations += 1;
        let enough = self.quota.minus(EPSILON);
        let reached: Vec<usize> =
            self.hopefuls().into_iter().filter(|&candidate| self.flow.kept[candidate] >= enough).collect();
        let places = self.seats_left().min(reached.len());
        self.phase = Phase::Elect(Electing { reached, places, elected: Vec::new(), barred: Vec::new() });
    }

    /// Elects those who reached the quota, highest first.
    fn elect(&mut self, mut electing: Electing) -> Option<OpenTie> {
        while electing.places > 0 && !electing.reached.is_empty() {
            let tied = extreme(&electing.reached, &self.flow.kept, self.tolerance(), true);
            let matters = tied.len() > electing.places || self.contest.share_a_group(&tied);
            let next = match self.pick(&tied, TieKind::Election, self.tolerance()) {
                Ok(next) => next,
                Err(tie) if matters => {
                    self.phase = Phase::Elect(electing);
                    return Some(tie);
                }
                // All of them are elected in any case; only their order is open.
                Err(tie) => tie.candidates[0],
            };
            self.seat(next, &mut electing);
        }
        self.end_iteration(electing);
        None
    }

    fn seat(&mut self, candidate: usize, electing: &mut Electing) {
        electing.reached.retain(|&reached| reached != candidate);
        electing.places -= 1;
        // A group may have become full meanwhile.
        if !self.hopeful[candidate] {
            return;
        }
        self.hopeful[candidate] = false;
        self.elected.push(candidate);
        electing.elected.push(candidate);
        self.distribution = None;
        for barred in self.contest.kept_out_by_groups(&self.elected) {
            if self.hopeful[barred] {
                self.hopeful[barred] = false;
                self.keep[barred] = Decimal::ZERO;
                electing.barred.push(barred);
            }
        }
    }

    /// The candidate who comes first under the rules for ties, or the tie that they leave open.
    fn pick(&mut self, tied: &[usize], kind: TieKind, tolerance: Decimal) -> Result<usize, OpenTie> {
        if let [only] = tied {
            return Ok(*only);
        }
        let highest = kind == TieKind::Election;
        let values = Values {
            previous: &self.previous,
            incoming: &self.flow.incoming,
            firsts: &self.firsts,
            tolerance,
        };
        let round = self.record.next();
        match narrow(self.contest, tied, values, highest) {
            Narrowed::Open(candidates) => Err(OpenTie { kind, round, candidates }),
            Narrowed::Decided(chosen, rule) => {
                let (candidates, chosen) = (tied.to_vec(), Some(chosen));
                self.record.tie(Tie { kind, round, candidates, rule, chosen, matters: true, noise: false });
                Ok(chosen.expect("it was just chosen"))
            }
        }
    }

    /// Adjusts the shares of the elected, and decides whether the stage goes on.
    fn end_iteration(&mut self, electing: Electing) {
        let mut change = Decimal::ZERO;
        for &candidate in &self.elected {
            let incoming = self.flow.incoming[candidate];
            if incoming.is_zero() {
                continue;
            }
            let keep = self.quota.divided_by(incoming).min(Decimal::ONE);
            change = change.max(keep.distance(self.keep[candidate]));
            self.keep[candidate] = keep;
        }
        let converged = change < EPSILON && electing.elected.is_empty() && electing.barred.is_empty();
        let mut elected = electing.elected;
        elected.extend(self.fill());
        self.write(Changes { elected, excluded: None, barred: electing.barred });
        self.previous.clone_from(&self.flow.kept);
        self.phase = match self.slack() {
            _ if converged => Phase::Exclude(self.tolerance()),
            Some(slack) => Phase::Exclude(slack),
            None => Phase::Iterate,
        };
    }

    /// Where a stage takes longer than the model waits: within which distance of the lowest candidates are tied,
    /// if one can be excluded already.
    fn slack(&mut self) -> Option<Decimal> {
        if self.iterations < MODEL_STOPS || self.is_over() {
            return None;
        }
        self.record.model_stops = true;
        let above = self.elected.iter().map(|&candidate| self.flow.kept[candidate]);
        let surplus = above
            .filter(|kept| *kept > self.quota)
            .fold(Decimal::ZERO, |sum, kept| sum.plus(kept.minus(self.quota)));
        if self.iterations >= LONGEST_STAGE {
            return Some(surplus);
        }
        let mut totals: Vec<Decimal> =
            self.hopefuls().into_iter().map(|candidate| self.flow.kept[candidate]).collect();
        totals.sort_unstable();
        // The last hopeful stays until it is certain that the quota is out of reach.
        let next = totals.get(1).copied().unwrap_or(self.quota);
        let is_certain = next > totals[0].plus(surplus);
        is_certain.then(|| self.tolerance())
    }

    /// Elects all hopefuls if there are exactly as many of them as seats.
    fn fill(&mut self) -> Vec<usize> {
        let left = self.hopefuls();
        let seats = self.seats_left();
        let fits = left.len() == seats || (self.manner.elect_all && left.len() < seats);
        if !fits {
            return Vec::new();
        }
        let mut filled = left;
        let key = |candidate: usize| {
            let identifier = self.contest.candidates[candidate].identifier.as_deref();
            let numbers = [&self.previous, &self.flow.incoming, &self.firsts].map(|values| values[candidate]);
            (numbers, identifier)
        };
        filled.sort_by(|&one, &other| key(other).cmp(&key(one)));
        for &candidate in &filled {
            self.hopeful[candidate] = false;
            self.elected.push(candidate);
        }
        filled
    }

    fn exclude(&mut self, candidate: usize) {
        self.hopeful[candidate] = false;
        self.keep[candidate] = Decimal::ZERO;
        let elected = self.fill();
        self.write(Changes { elected, excluded: Some(candidate), barred: Vec::new() });
        self.distribution = None;
        self.iterations = 0;
        self.phase = Phase::Iterate;
    }

    fn write(&mut self, changes: Changes) {
        let (keep, kept, quota, weight) = (&self.keep, &self.flow.kept, self.quota, self.weight);
        self.record.push(changes, || {
            let held = kept.iter().fold(Decimal::ZERO, |sum, kept| sum.plus(*kept));
            let exhausted = if held < weight { weight.minus(held) } else { Decimal::ZERO };
            Numbers { quota: Some(quota), keep: keep.clone(), totals: kept.clone(), exhausted }
        });
    }
}

impl Count for MeekStatic<'_> {
    fn advance(&mut self) -> Step {
        loop {
            match std::mem::replace(&mut self.phase, Phase::Iterate) {
                Phase::Elect(electing) => {
                    if let Some(tie) = self.elect(electing) {
                        return Step::Tie(tie);
                    }
                }
                Phase::Excluded(candidate) => self.exclude(candidate),
                _ if self.is_over() => return Step::Done,
                Phase::Iterate => self.iterate(),
                Phase::Exclude(slack) => {
                    self.distribute();
                    let tied = extreme(&self.hopefuls(), &self.flow.kept, slack, false);
                    match self.pick(&tied, TieKind::Exclusion, slack) {
                        Ok(lowest) => self.exclude(lowest),
                        Err(tie) => return Step::Tie(tie),
                    }
                }
            }
        }
    }

    fn choose(&mut self, candidate: usize) {
        match std::mem::replace(&mut self.phase, Phase::Excluded(candidate)) {
            Phase::Elect(mut electing) => {
                self.seat(candidate, &mut electing);
                self.phase = Phase::Elect(electing);
            }
            _ => self.phase = Phase::Excluded(candidate),
        }
    }

    fn elected(&self) -> &[usize] {
        &self.elected
    }

    fn hopefuls(&self) -> Vec<usize> {
        (0..self.hopeful.len()).filter(|&candidate| self.hopeful[candidate]).collect()
    }

    fn totals(&self) -> Vec<Decimal> {
        self.flow.kept.clone()
    }

    fn quota(&self) -> Option<Decimal> {
        Some(self.quota)
    }

    fn record(&mut self) -> &mut Record {
        &mut self.record
    }

    fn work(&self) -> u64 {
        self.work
    }
}
