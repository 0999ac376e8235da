use std::borrow::Cow;

use super::explore::explore;
use super::meek_prf::MeekPrf;
use super::meek_static::{Manner, MeekStatic};
use super::outcome::{Outcome, Status};
use super::record::Record;
use super::scottish::Scottish;
use super::step::{Count, Step};
use super::top_n::TopN;
use crate::ballots::Ballots;
use crate::contest::{Contest, Votes};
use crate::number::Decimal;

/// How votes are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    TopN,
    MeekStatic,
    MeekPrf,
    Scottish,
}

impl Method {
    pub const ALL: [Self; 4] = [Self::TopN, Self::MeekStatic, Self::MeekPrf, Self::Scottish];

    pub fn word(self) -> &'static str {
        match self {
            Self::TopN => "top-n",
            Self::MeekStatic => "meek-static",
            Self::MeekPrf => "meek-prf",
            Self::Scottish => "scottish",
        }
    }
}

/// What happens when there are no more candidates than seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShortSlate {
    /// The count runs as always, and may exclude a candidate below the quota.
    #[default]
    AsRun,
    /// All candidates are elected.
    ElectAll,
}

/// How to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    pub method: Method,
    /// For `meek-static`: add in the order of the ballots and compare exactly, so that every digit equals the
    /// platform's.
    pub digits: bool,
    /// For `meek-static`.
    pub short_slate: ShortSlate,
}

impl Options {
    pub fn new(method: Method) -> Self {
        Self { method, digits: false, short_slate: ShortSlate::default() }
    }
}

/// Why votes cannot be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotCountable {
    #[error("`{}` needs ranked ballots, and these votes have no ranks; count them with `top-n`", .0.word())]
    NotRanked(Method),
    #[error("an election needs at least one seat; write `--seats N`")]
    NoSeats,
}

/// Counts an election.
pub fn count(contest: &Contest, options: &Options) -> Result<Outcome, NotCountable> {
    if contest.seats == 0 {
        return Err(NotCountable::NoSeats);
    }
    if options.method == Method::TopN {
        return Ok(run(TopN::new(contest), contest.seats, options.method));
    }
    let Votes::Ranked(ballots) = &contest.votes else {
        return Err(NotCountable::NotRanked(options.method));
    };
    let ballots = if contest.withdrawn.contains(&true) {
        Cow::Owned(ballots.without(&contest.withdrawn))
    } else {
        Cow::Borrowed(ballots)
    };
    let (seats, method) = (contest.seats, options.method);
    Ok(match method {
        Method::MeekStatic => meek_static(contest, &ballots, *options),
        Method::MeekPrf => run(MeekPrf::new(contest, &ballots.merged()), seats, method),
        Method::Scottish | Method::TopN => run(Scottish::new(contest, &ballots.merged()), seats, method),
    })
}

fn meek_static(contest: &Contest, ballots: &Ballots, options: Options) -> Outcome {
    let manner = Manner { digits: options.digits, elect_all: options.short_slate == ShortSlate::ElectAll };
    let counted = if manner.digits { Cow::Borrowed(ballots) } else { Cow::Owned(ballots.merged()) };
    let start = MeekStatic::new(contest, &counted, ballots.weight(), manner);
    let mut outcome = run(start, contest.seats, options.method);
    if !manner.digits {
        mark_noise(contest, ballots, manner, &mut outcome.record);
    }
    outcome
}

fn run<C: Count>(start: C, seats: usize, method: Method) -> Outcome {
    let mut explored = explore(start);
    let base = &mut explored.base;
    let elected = base.elected().to_vec();
    let record = std::mem::take(base.record());
    let status = if explored.sometimes.is_empty() { Status::Decided } else { Status::Undecided };
    Outcome {
        method,
        status,
        vacant: seats.saturating_sub(elected.len() + base.hopefuls().len()),
        quota: base.quota(),
        totals: base.totals(),
        elected: elected.into_iter().filter(|candidate| explored.always.contains(candidate)).collect(),
        undecided: explored.sometimes.into_iter().collect(),
        record,
    }
}

/// Marks the ties of candidates that the platform's arithmetic distinguishes by its last digits.
fn mark_noise(contest: &Contest, ballots: &Ballots, manner: Manner, record: &mut Record) {
    let is_exact = |tie: &super::Tie| {
        // Until a candidate is elected every total is a whole number, and no sum of zeros is rounded.
        let before = record.rounds.iter().take(tie.round.saturating_sub(1));
        let no_shares = before.flat_map(|round| &round.changes.elected).next().is_none();
        let round = record.rounds.get(tie.round - 1);
        let zeros =
            round.is_none_or(|round| tie.candidates.iter().all(|&tied| round.numbers.totals[tied].is_zero()));
        no_shares || zeros
    };
    let Some(last) = record.ties.iter().filter(|tie| !is_exact(tie)).map(|tie| tie.round).max() else {
        return;
    };
    let digits = Manner { digits: true, ..manner };
    let mut platform = MeekStatic::new(contest, ballots, ballots.weight(), digits);
    while let Step::Tie(tie) = platform.advance() {
        platform.choose(tie.candidates[0]);
    }
    for tie in record.ties.iter_mut().filter(|tie| tie.round <= last) {
        let Some(round) = platform.record().rounds.get(tie.round - 1) else { continue };
        let totals = tie.candidates.iter().map(|&tied| round.numbers.totals[tied]);
        let (lowest, highest) = (totals.clone().min(), totals.max());
        tie.noise = lowest.zip(highest).is_some_and(|(lowest, highest)| {
            lowest != highest && lowest.distance(highest) <= Decimal::power_of_ten(-40)
        });
    }
}
