//! How long a publication took to reach the mirrors.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use maneki_mirror_model::MirrorName;

use super::publication::{Publication, StateHistory};
use crate::repository_health::State;

/// How a publication reached the mirrors, as far as it was looked at: exact to a round of checks.
///
/// Mirrors that gave no readable answer all the while do not count, and neither do those that nobody had looked
/// at when it was published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Propagation {
    /// How long after it was known each mirror was seen to have it; the quickest first.
    pub arrived: Vec<(MirrorName, Duration)>,
    /// The mirrors that have had something else all the while, by name.
    pub missing: Vec<MirrorName>,
}

/// How a publication reached mirrors.
///
/// `histories` are those of its repository, `mirrors` who is to have it today and what that is there, `round` how
/// long a round of checks takes at most.
pub fn propagation<'a>(
    issue: &Publication,
    histories: &BTreeMap<MirrorName, StateHistory>,
    mirrors: impl IntoIterator<Item = (&'a MirrorName, State)>,
    round: Duration,
    now: Timestamp,
) -> Propagation {
    let since = issue.since;
    let until = issue.ended.unwrap_or(now).min(now);
    // Whoever was current until then is judged anew by the first round after it.
    let round = SignedDuration::try_from(round).unwrap_or(SignedDuration::MAX);
    let in_a_round = since.saturating_add(round).unwrap_or(Timestamp::MAX);
    let turns = |history: &StateHistory| history.turns(since, in_a_round).first().map(|(at, _)| *at);
    let judged = histories.values().filter_map(turns).min().unwrap_or(in_a_round);

    let mut propagation = Propagation::default();
    for (mirror, state) in mirrors {
        let steady = StateHistory::steady(state);
        let history = histories.get(mirror).unwrap_or(&steady);
        match reached(history, since, until, judged) {
            Reached::After(at) => {
                let took = Duration::try_from(at.duration_since(since)).unwrap_or_default();
                propagation.arrived.push((mirror.clone(), took));
            }
            Reached::Not => propagation.missing.push(mirror.clone()),
            Reached::NotKnown => {}
        }
    }
    propagation.arrived.sort_by(|(one, quick), (other, slow)| (quick, one).cmp(&(slow, other)));
    propagation.missing.sort();
    propagation
}

enum Reached {
    After(Timestamp),
    Not,
    NotKnown,
}

fn reached(history: &StateHistory, since: Timestamp, until: Timestamp, judged: Timestamp) -> Reached {
    let (before, turns) = (history.at(since), history.turns(since, until));
    if before == State::Unknown {
        return Reached::NotKnown;
    }
    // What was current when something else was published goes on to be current only if it has that.
    if before == State::Current && turns.first().is_none_or(|(at, _)| *at > judged) {
        return if until < judged { Reached::NotKnown } else { Reached::After(judged) };
    }
    if let Some((at, _)) = turns.iter().find(|(_, state)| *state == State::Current) {
        return Reached::After(*at);
    }
    let answered = before.is_readable() || turns.iter().any(|(_, state)| state.is_readable());
    if answered { Reached::Not } else { Reached::NotKnown }
}

impl Propagation {
    /// How many mirrors count.
    pub fn mirrors(&self) -> usize {
        self.arrived.len() + self.missing.len()
    }

    /// Which share of the mirrors had it so long after it was known, from 0 to 1; `None` where none counts.
    pub fn share_after(&self, time: Duration) -> Option<f64> {
        let have = self.arrived.partition_point(|(_, took)| *took <= time);
        (self.mirrors() > 0).then(|| share(have, self.mirrors()))
    }

    /// After how long so many mirrors in a hundred had it; `None`: they have not.
    pub fn percentile(&self, percent: usize) -> Option<Duration> {
        let needed = (self.mirrors() * percent.min(100)).div_ceil(100).max(1);
        self.arrived.get(needed - 1).map(|(_, took)| *took)
    }

    /// The share of the mirrors that had it, after each time at which it grew.
    pub fn curve(&self) -> impl Iterator<Item = (Duration, f64)> {
        let at_once = self.arrived.chunk_by(|(_, one), (_, next)| one == next);
        at_once.scan(0, |have, group| {
            *have += group.len();
            Some((group[0].1, share(*have, self.mirrors())))
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody has so many mirrors")]
fn share(some: usize, of: usize) -> f64 {
    some as f64 / of as f64
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use maneki_mirror_model::{Arch, RepositoryName};
    use maneki_mirror_registry::{Holding, Tree};
    use proptest::prelude::*;

    use super::super::publication::StateHistories;
    use super::*;
    use crate::digest::Digest;
    use crate::observation::RepomdFacts;

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

    fn issue(ended: Option<i64>) -> Publication {
        let repomd = RepomdFacts { digest: Digest::new([1; 32]), size: 1, revision: None, timestamp: None };
        Publication { holding: holding(), repomd, witness: None, since: minute(0), ended: ended.map(minute) }
    }

    fn name(text: &str) -> MirrorName {
        MirrorName::parse(text).unwrap()
    }

    /// What mirrors were before, and what they came to be in which minute.
    type Told<'a> = &'a [(&'a str, State, &'a [(i64, State)])];

    fn found(told: Told<'_>, ended: Option<i64>, now: i64) -> Propagation {
        let mut histories = StateHistories::new(minute(-1000));
        let mut present = BTreeMap::new();
        for (mirror, before, turns) in told {
            let mirror = name(mirror);
            for (place, (at, to)) in turns.iter().enumerate().rev() {
                let from = place.checked_sub(1).map_or(*before, |place| turns[place].1);
                histories.add_older(holding(), &mirror, minute(*at), (from, *to));
            }
            present.insert(mirror, turns.last().map_or(*before, |(_, state)| *state));
        }
        let histories = histories.settled().of.remove(&holding()).unwrap_or_default();
        let mirrors = present.iter().map(|(name, state)| (name, *state));
        propagation(&issue(ended), &histories, mirrors, ROUND, minute(now))
    }

    fn minutes(found: &Propagation) -> Vec<(&str, u64)> {
        found.arrived.iter().map(|(mirror, took)| (mirror.as_str(), took.as_secs() / 60)).collect()
    }

    use State::{Current, Previous, Unknown, Unreachable};

    #[test]
    fn a_mirror_has_it_when_it_comes_to_be_current_again() {
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
    fn a_mirror_that_goes_on_to_be_current_had_it_within_the_round() {
        let told: Told<'_> = &[
            ("at-once.example", Current, &[]),
            ("later-dead.example", Current, &[(700, Unreachable)]),
            ("slow.example", Current, &[(5, Previous), (20, Current)]),
        ];
        let found = found(told, None, 1000);
        // The first round after it was that of the fifth minute.
        assert_eq!(
            minutes(&found),
            [("at-once.example", 5), ("later-dead.example", 5), ("slow.example", 20)]
        );
        let alone = super::tests::found(&told[..2], None, 1000);
        assert_eq!(minutes(&alone), [("at-once.example", 15), ("later-dead.example", 15)]);
    }

    #[test]
    fn who_does_not_answer_or_was_never_looked_at_does_not_count() {
        let told: Told<'_> = &[
            ("dead.example", Unreachable, &[]),
            ("new.example", Unknown, &[(50, Current)]),
            ("back.example", Unreachable, &[(60, Previous)]),
        ];
        let found = found(told, None, 1000);
        assert_eq!((found.mirrors(), &*found.missing), (1, &[name("back.example")][..]));
        assert_eq!(found.share_after(Duration::MAX), Some(0.0));
        assert_eq!(super::tests::found(&told[..2], None, 1000).share_after(Duration::MAX), None);
    }

    #[test]
    fn what_is_over_reaches_nobody_any_more() {
        let told: Told<'_> = &[
            ("in-time.example", Current, &[(5, Previous), (20, Current), (100, Previous)]),
            ("too-late.example", Current, &[(5, Previous), (120, Current)]),
        ];
        let found = found(told, Some(90), 1000);
        assert_eq!(minutes(&found), [("in-time.example", 20)]);
        assert_eq!(found.missing, [name("too-late.example")]);
        // Over before anybody could look.
        assert_eq!(super::tests::found(&[("one.example", Current, &[])], Some(3), 1000).mirrors(), 0);
    }

    proptest! {
        #[test]
        fn the_curve_only_rises_and_ends_at_the_share_that_have_it(
            told in prop::collection::vec(
                (0_usize..8, prop::collection::btree_map(-50_i64..2000, 0_usize..8, 0..8)),
                0..20,
            ),
            ended in prop::option::of(1_i64..2000),
        ) {
            let names: Vec<String> = (0..told.len()).map(|number| format!("m{number}.example")).collect();
            let told: Vec<(usize, Vec<(i64, State)>)> = told
                .into_iter()
                .map(|(before, turns)| {
                    (before, turns.into_iter().map(|(at, to)| (at, State::ALL[to])).collect())
                })
                .collect();
            let told: Vec<_> = names
                .iter()
                .zip(&told)
                .map(|(name, (before, turns))| (name.as_str(), State::ALL[*before], turns.as_slice()))
                .collect();
            let found = found(&told, ended, 1500);
            prop_assert!(found.mirrors() <= told.len());
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
