//! Which sets of images are checked.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_registry::{IsoFolder, Tree};

use super::look::IsoAsk;
use crate::health::TreeHealth;
use crate::iso::{IsoHealth, IsoSet};
use crate::policy::Policy;
use crate::reference::Reference;

/// The sets that are due: those that were never checked or have changed, those that are being uploaded, and in a
/// full look also those that were incomplete or last checked long ago.
pub(super) fn due(
    known: Option<&TreeHealth>,
    reference: &Reference,
    tree: &Tree,
    full: bool,
    now: Timestamp,
) -> Vec<IsoAsk> {
    let is_due = |(folder, set): &(&Arc<IsoFolder>, &IsoSet)| {
        let known = known.and_then(|known| known.isos.get(*folder));
        known.is_none_or(|known| known.set != **set || is_worth_a_check(known, full, now))
    };
    let due = reference.iso_sets().filter(|(folder, _)| folder.tree == *tree).filter(is_due);
    due.map(|(folder, set)| IsoAsk { folder: Arc::clone(folder), set: Arc::clone(set) }).collect()
}

fn is_worth_a_check(known: &IsoHealth, full: bool, now: Timestamp) -> bool {
    let passed = now.duration_since(known.checked);
    // After the clock was set back, checks must go on.
    let passed = if passed.is_negative() { Policy::FULL_LOOK_AFTER } else { passed.unsigned_abs() };
    if full && (passed >= Policy::FULL_LOOK_AFTER || !known.is_complete()) {
        return true;
    }
    known.is_begun() && passed >= pause(known)
}

/// The pause between checks of a set that is partly there. At first it is checked in each round, so that a mirror
/// serves it soon after the upload. The pause grows with the time that the set has been incomplete, because some
/// mirrors keep only a part. A mirror therefore waits at most a quarter of that time, or a round.
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

    /// The health of a set of two images, one of which may be wrong.
    fn set(wrong: Option<(&str, Fault)>, since: i64, checked: i64) -> IsoHealth {
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

    /// The minutes of the first day in which a set is checked, with a round each quarter of an hour.
    fn checks(mut known: IsoHealth) -> Vec<i64> {
        let rounds = (1..=96).map(|round| round * 15);
        let mut is_checked = |at: &i64| {
            let due = is_worth_a_check(&known, false, minute(*at));
            if due {
                known.checked = minute(*at);
            }
            due
        };
        rounds.filter(|at| is_checked(at)).collect()
    }

    #[test]
    fn a_set_that_is_begun_is_checked_in_each_round_and_then_less_often() {
        let begun = checks(set(Some(("dvd.iso", status())), 0, 0));
        assert_eq!(begun[..6], [15, 30, 45, 60, 75, 105]);
        assert!(begun.len() < 24, "{begun:?}");
        for pair in begun.windows(2) {
            assert!(pair[1] - pair[0] <= pair[0] / 4 + 15, "{begun:?}");
        }
        let size = BodyFault::Size { expected: 2, found: 1 };
        assert_eq!(checks(set(Some(("boot.iso", size.into())), 0, 0)), begun);
    }

    #[test]
    fn a_set_that_is_complete_or_absent_is_checked_only_in_full_looks() {
        for known in [set(None, 0, 0), set(Some(("boot.iso", status())), 0, 0)] {
            assert!(checks(known.clone()).is_empty(), "{known:?}");
            assert_eq!(is_worth_a_check(&known, true, minute(15)), !known.is_complete());
            assert!(is_worth_a_check(&known, true, minute(6 * 60)));
        }
    }
}
