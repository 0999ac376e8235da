//! How long a publication took to reach the mirrors.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use maneki_mirror_model::MirrorName;

use super::publication::Publication;
use super::state_history::StateHistory;
use crate::state::State;

/// How a publication reached the mirrors. Times are exact to one round of checks.
///
/// Mirrors that never gave a readable answer in that time do not count, and neither do those that had not been
/// checked when it was published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Propagation {
    /// The mirrors that had it, and how long after its publication each was first seen to; the fastest first.
    pub arrived: Vec<(MirrorName, Duration)>,
    /// The mirrors that had something else all the time, by name.
    pub missing: Vec<MirrorName>,
}

/// How a publication reached mirrors.
///
/// `histories` are those of its repository. `mirrors` are those that should have the repository, with its present
/// state on each. `round` is the longest time that a round of checks takes.
pub fn propagation<'a>(
    publication: &Publication,
    histories: &BTreeMap<MirrorName, StateHistory>,
    mirrors: impl IntoIterator<Item = (&'a MirrorName, State)>,
    round: Duration,
    now: Timestamp,
) -> Propagation {
    let since = publication.since;
    let until = publication.ended.unwrap_or(now).min(now);
    let judged = first_judgement(since, histories, round);
    let mut propagation = Propagation::default();
    for (mirror, state) in mirrors {
        let steady = StateHistory::steady(state);
        let history = histories.get(mirror).unwrap_or(&steady);
        match arrival(history, since, until, judged) {
            Arrival::At(at) => {
                let took = at.duration_since(since).unsigned_abs();
                propagation.arrived.push((mirror.clone(), took));
            }
            Arrival::Never => propagation.missing.push(mirror.clone()),
            Arrival::Unknown => {}
        }
    }
    propagation.arrived.sort_by(|(one, fast), (other, slow)| (fast, one).cmp(&(slow, other)));
    propagation.missing.sort();
    propagation
}

/// When the first round after a publication compared mirrors with it: at the first change of any mirror within a
/// round, or else at the end of that round.
fn first_judgement(
    since: Timestamp,
    histories: &BTreeMap<MirrorName, StateHistory>,
    round: Duration,
) -> Timestamp {
    let round = SignedDuration::try_from(round).unwrap_or(SignedDuration::MAX);
    let latest = since.saturating_add(round).unwrap_or(Timestamp::MAX);
    let first = |history: &StateHistory| history.changes(since, latest).first().map(|(at, _)| *at);
    histories.values().filter_map(first).min().unwrap_or(latest)
}

enum Arrival {
    At(Timestamp),
    Never,
    Unknown,
}

fn arrival(history: &StateHistory, since: Timestamp, until: Timestamp, judged: Timestamp) -> Arrival {
    let (before, changes) = (history.at(since), history.changes(since, until));
    if before == State::Unknown {
        return Arrival::Unknown;
    }
    // A mirror that was current before the publication stays current only if it has the publication.
    if before == State::Current && changes.first().is_none_or(|(at, _)| *at > judged) {
        return if until < judged { Arrival::Unknown } else { Arrival::At(judged) };
    }
    if let Some((at, _)) = changes.iter().find(|(_, state)| *state == State::Current) {
        return Arrival::At(*at);
    }
    let was_readable = before.is_readable() || changes.iter().any(|(_, state)| state.is_readable());
    if was_readable { Arrival::Never } else { Arrival::Unknown }
}

impl Propagation {
    /// The number of mirrors that count.
    pub fn mirrors(&self) -> usize {
        self.arrived.len() + self.missing.len()
    }

    /// The share of mirrors that had it after some time, from 0 to 1; `None` if no mirror counts.
    pub fn share_after(&self, time: Duration) -> Option<f64> {
        let have = self.arrived.partition_point(|(_, took)| *took <= time);
        (self.mirrors() > 0).then(|| share(have, self.mirrors()))
    }

    /// The time after which so many percent of the mirrors had it; `None` if that never happened.
    pub fn percentile(&self, percent: usize) -> Option<Duration> {
        let needed = (self.mirrors() * percent.min(100)).div_ceil(100).max(1);
        self.arrived.get(needed - 1).map(|(_, took)| *took)
    }

    /// The share of mirrors that had it after each time at which the share grew.
    pub fn curve(&self) -> impl Iterator<Item = (Duration, f64)> {
        let groups = self.arrived.chunk_by(|(_, one), (_, next)| one == next);
        groups.scan(0, |have, group| {
            *have += group.len();
            Some((group[0].1, share(*have, self.mirrors())))
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^52 mirrors")]
fn share(some: usize, all: usize) -> f64 {
    some as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use maneki_mirror_model::{Arch, RepositoryName};
    use maneki_mirror_registry::{Holding, Tree};
    use proptest::prelude::*;

    use super::super::state_history::StateHistories;
    use super::*;
    use crate::digest::Digest;
    use crate::repomd::RepomdFacts;

    const ROUND: Duration = Duration::from_mins(15);

    fn minute(minute: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + 60 * minute).unwrap()
    }

    fn holding() -> Arc<Holding> {
        Arc::new(Holding {
            tree: Tree::Main,
            version: "9".parse().unwrap(),
            repository: RepositoryName::parse("baseos").unwrap(),
            arch: Arch::parse("x86_64").unwrap(),
            path: "9/BaseOS/x86_64/os".into(),
        })
    }

    fn publication(ended: Option<i64>) -> Publication {
        let repomd = RepomdFacts { digest: Digest::new([1; 32]), size: 1, revision: None, timestamp: None };
        Publication { holding: holding(), repomd, witness: None, since: minute(0), ended: ended.map(minute) }
    }

    fn name(text: &str) -> MirrorName {
        MirrorName::parse(text).unwrap()
    }

    /// The state of mirrors before, and their changes by minute.
    type Stories<'a> = &'a [(&'a str, State, &'a [(i64, State)])];

    fn found(stories: Stories<'_>, ended: Option<i64>, now: i64) -> Propagation {
        let mut histories = StateHistories::new(minute(-1000));
        let mut present = BTreeMap::new();
        for (mirror, before, changes) in stories {
            let mirror = name(mirror);
            for (place, (at, to)) in changes.iter().enumerate().rev() {
                let from = place.checked_sub(1).map_or(*before, |place| changes[place].1);
                histories.add_older(holding(), &mirror, minute(*at), (from, *to));
            }
            present.insert(mirror, changes.last().map_or(*before, |(_, state)| *state));
        }
        let histories = histories.settled().by_holding.remove(&holding()).unwrap_or_default();
        let mirrors = present.iter().map(|(name, state)| (name, *state));
        propagation(&publication(ended), &histories, mirrors, ROUND, minute(now))
    }

    fn minutes(found: &Propagation) -> Vec<(&str, u64)> {
        found.arrived.iter().map(|(mirror, took)| (mirror.as_str(), took.as_secs() / 60)).collect()
    }

    use State::{Current, Previous, Unknown, Unreachable};

    #[test]
    fn a_mirror_has_it_when_it_becomes_current_again() {
        let found = found(
            &[
                ("quick.example", Current, &[(5, Previous), (20, Current)]),
                ("slow.example", Current, &[(5, Previous), (300, Current), (900, Unreachable)]),
                ("late.example", Current, &[(5, Previous)]),
            ],
            None,
            1000,
        );
        assert_eq!(minutes(&found), [("quick.example", 20), ("slow.example", 300)]);
        assert_eq!(found.missing, [name("late.example")]);
        assert_eq!(found.percentile(50), Some(Duration::from_hours(5)));
        assert_eq!(found.percentile(90), None);
        let curve: Vec<_> = found.curve().collect();
        assert_eq!(curve, [(Duration::from_mins(20), 1.0 / 3.0), (Duration::from_hours(5), 2.0 / 3.0)]);
    }

    #[test]
    fn a_mirror_that_stays_current_had_it_within_the_round() {
        let stories: Stories<'_> = &[
            ("at-once.example", Current, &[]),
            ("later-dead.example", Current, &[(700, Unreachable)]),
            ("slow.example", Current, &[(5, Previous), (20, Current)]),
        ];
        let found = found(stories, None, 1000);
        // The first round after it was in the fifth minute.
        assert_eq!(
            minutes(&found),
            [("at-once.example", 5), ("later-dead.example", 5), ("slow.example", 20)]
        );
        let alone = super::tests::found(&stories[..2], None, 1000);
        assert_eq!(minutes(&alone), [("at-once.example", 15), ("later-dead.example", 15)]);
    }

    #[test]
    fn mirrors_that_do_not_answer_or_were_never_checked_do_not_count() {
        let stories: Stories<'_> = &[
            ("dead.example", Unreachable, &[]),
            ("new.example", Unknown, &[(50, Current)]),
            ("back.example", Unreachable, &[(60, Previous)]),
        ];
        let found = found(stories, None, 1000);
        assert_eq!((found.mirrors(), &*found.missing), (1, &[name("back.example")][..]));
        assert_eq!(found.share_after(Duration::MAX), Some(0.0));
        assert_eq!(super::tests::found(&stories[..2], None, 1000).share_after(Duration::MAX), None);
    }

    #[test]
    fn a_publication_that_was_replaced_reaches_no_more_mirrors() {
        let stories: Stories<'_> = &[
            ("in-time.example", Current, &[(5, Previous), (20, Current), (100, Previous)]),
            ("too-late.example", Current, &[(5, Previous), (120, Current)]),
        ];
        let found = found(stories, Some(90), 1000);
        assert_eq!(minutes(&found), [("in-time.example", 20)]);
        assert_eq!(found.missing, [name("too-late.example")]);
        // It was replaced before the first check.
        assert_eq!(super::tests::found(&[("one.example", Current, &[])], Some(3), 1000).mirrors(), 0);
    }

    proptest! {
        #[test]
        fn the_curve_only_rises_and_ends_at_the_share_of_mirrors_that_have_it(
            stories in prop::collection::vec(
                (0_usize..8, prop::collection::btree_map(-50_i64..2000, 0_usize..8, 0..8)),
                0..20,
            ),
            ended in prop::option::of(1_i64..2000),
        ) {
            let names: Vec<String> = (0..stories.len()).map(|number| format!("m{number}.example")).collect();
            let stories: Vec<(usize, Vec<(i64, State)>)> = stories
                .into_iter()
                .map(|(before, changes)| {
                    (before, changes.into_iter().map(|(at, to)| (at, State::ALL[to])).collect())
                })
                .collect();
            let stories: Vec<_> = names
                .iter()
                .zip(&stories)
                .map(|(name, (before, changes))| (name.as_str(), State::ALL[*before], changes.as_slice()))
                .collect();
            let found = found(&stories, ended, 1500);
            prop_assert!(found.mirrors() <= stories.len());
            let curve: Vec<_> = found.curve().collect();
            prop_assert!(curve.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1));
            let longest = Duration::from_hours(60);
            if let Some((at, share)) = curve.last() {
                prop_assert_eq!(found.share_after(longest), Some(*share));
                let end = u64::try_from(ended.unwrap_or(1500).min(1500)).unwrap();
                prop_assert!(*at <= Duration::from_mins(end));
            }
            for percent in 1..=100 {
                if let Some(took) = found.percentile(percent) {
                    #[expect(clippy::cast_precision_loss, reason = "at most a hundred")]
                    let wanted = percent as f64 / 100.0;
                    prop_assert!(found.share_after(took).unwrap() + 1e-9 >= wanted);
                }
            }
        }
    }
}
