//! Which sets of images are asked for.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_registry::{IsoFolder, Tree};

use crate::health::TreeHealth;
use crate::iso::{IsoHealth, IsoSet};
use crate::plan::look::IsoAsk;
use crate::policy::Policy;
use crate::reference::Reference;

/// Those that were never looked at or have changed, those that are on their way and, while everything is looked at,
/// those that were not complete or were last seen long ago.
pub(super) fn due(
    believed: Option<&TreeHealth>,
    reference: &Reference,
    tree: &Tree,
    full: bool,
    now: Timestamp,
) -> Vec<IsoAsk> {
    let is_due = |(folder, set): &(&Arc<IsoFolder>, &IsoSet)| {
        let known = believed.and_then(|believed| believed.isos.get(*folder));
        known.is_none_or(|known| known.set != **set || is_worth_a_look(known, full, now))
    };
    let due = reference.iso_sets().filter(|(folder, _)| folder.tree == *tree).filter(is_due);
    due.map(|(folder, set)| IsoAsk { folder: Arc::clone(folder), set: Arc::clone(set) }).collect()
}

fn is_worth_a_look(known: &IsoHealth, full: bool, now: Timestamp) -> bool {
    let passed = now.duration_since(known.checked);
    // A clock that was set back must not silence us.
    let passed = if passed.is_negative() { Policy::FULL_LOOK_AFTER } else { passed.unsigned_abs() };
    if full && (passed >= Policy::FULL_LOOK_AFTER || !known.is_complete()) {
        return true;
    }
    known.is_begun() && passed >= pause(known)
}

/// How long a set of which a part is there is left alone. At first it is asked for in each round, so that who has
/// just uploaded it serves it soon; the longer that takes, the more seldom, for some keep a part and no more. So
/// nobody has to wait for more than a quarter of the time, or a round.
fn pause(known: &IsoHealth) -> Duration {
    let incomplete_for = known.checked.duration_since(known.since).unsigned_abs();
    (incomplete_for / 4).min(Policy::FULL_LOOK_AFTER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use crate::fault::{BodyFault, Fault};
    use crate::iso::IsoFile;

    fn minute(minute: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + minute * 60).unwrap()
    }

    fn status() -> Fault {
        Fault::Status(404)
    }

    /// A set of two images; one of them may not be as it should.
    fn condition(wrong: Option<(&str, Fault)>, since: i64, checked: i64) -> IsoHealth {
        let file = |name: &str| IsoFile { name: name.into(), size: None, sha256: Digest::new([7; 32]) };
        let url =
            wrong.as_ref().map(|(name, _)| format!("http://mirror.example/9/isos/x86_64/{name}").into());
        IsoHealth {
            set: [file("boot.iso"), file("dvd.iso")].into(),
            fault: wrong.map(|(_, fault)| fault),
            url,
            since: minute(since),
            checked: minute(checked),
        }
    }

    /// The minutes of the first day in which it is asked for, with a round each quarter of an hour.
    fn asked(mut known: IsoHealth) -> Vec<i64> {
        let rounds = (1..=96).map(|round| round * 15);
        let mut asked = |at: &i64| {
            let due = is_worth_a_look(&known, false, minute(*at));
            if due {
                known.checked = minute(*at);
            }
            due
        };
        rounds.filter(|at| asked(at)).collect()
    }

    #[test]
    fn a_set_that_is_begun_is_asked_for_in_each_round_and_then_more_seldom() {
        let begun = asked(condition(Some(("dvd.iso", status())), 0, 0));
        assert_eq!(begun[..6], [15, 30, 45, 60, 75, 105]);
        assert!(begun.len() < 24, "{begun:?}");
        for pair in begun.windows(2) {
            assert!(pair[1] - pair[0] <= pair[0] / 4 + 15, "{begun:?}");
        }
        let size = BodyFault::Size { expected: 2, found: 1 };
        assert_eq!(asked(condition(Some(("boot.iso", size.into())), 0, 0)), begun);
    }

    #[test]
    fn a_set_that_is_whole_or_not_there_is_asked_for_only_when_everything_is() {
        for known in [condition(None, 0, 0), condition(Some(("boot.iso", status())), 0, 0)] {
            assert!(asked(known.clone()).is_empty(), "{known:?}");
            assert_eq!(is_worth_a_look(&known, true, minute(15)), !known.is_complete());
            assert!(is_worth_a_look(&known, true, minute(6 * 60)));
        }
    }
}
