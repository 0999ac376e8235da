//! When a mirror is looked at, and how thoroughly.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::Holding;
use sha2::{Digest, Sha256};

use crate::health::{MirrorHealth, TreeHealth};
use crate::policy::Policy;
use crate::reference::{Published, Reference};
use crate::repository_health::{RepositoryHealth, State};

/// Whether a mirror is not to be left in peace.
pub(super) fn is_due(health: Option<&MirrorHealth>, policy: &Policy, now: Timestamp) -> bool {
    let Some((health, checked)) = health.and_then(|health| Some((health, health.checked?))) else {
        return true;
    };
    // A clock that was set back must not silence us.
    let passed = now.duration_since(checked);
    // The last look was over some time after its round began: who waits for whole rounds is not to wait for one
    // more because of that.
    passed.is_negative() || passed.unsigned_abs() + policy.interval / 2 >= policy.pause(health.failed_rounds)
}

/// Whether everything is looked at: for the first time, after a failure, after a publication that the mirror
/// was not yet seen to have, and every few hours.
pub(super) fn is_full(
    believed: Option<&TreeHealth>,
    holdings: &[Arc<Holding>],
    reference: &Reference,
    policy: &Policy,
    now: Timestamp,
) -> bool {
    let Some((tree, full)) = believed.and_then(|tree| Some((tree, tree.full_look?))) else {
        return true;
    };
    let passed = now.duration_since(full);
    let long_ago = passed.is_negative() || passed.unsigned_abs() >= Policy::FULL_LOOK_AFTER;
    let outdated = !matches!(tree.freshness.objection(policy, now), Ok(None));
    long_ago || outdated || lacks_something(tree, full, holdings, reference)
}

/// Whether any repository leaves something to be desired.
pub(super) fn lacks_something(
    tree: &TreeHealth,
    full_look: Timestamp,
    holdings: &[Arc<Holding>],
    reference: &Reference,
) -> bool {
    let lacking = |holding: &Arc<Holding>| {
        let condition = tree.repositories.get(holding);
        condition.is_none_or(|condition| is_wanting(condition, reference.get(holding), full_look))
    };
    holdings.iter().any(lacking)
}

/// Whether a repository leaves something to be desired.
fn is_wanting(condition: &RepositoryHealth, published: Option<&Published>, full_look: Timestamp) -> bool {
    let behind = match (published, &condition.repomd) {
        (Some(Published::Here(current)), Some(seen)) if current.repomd.digest != seen.digest => {
            condition.state != State::Ahead || current.since > full_look
        }
        _ => false,
    };
    behind || condition.is_in_doubt() || !matches!(condition.state, State::Current | State::Ahead)
}

/// A number that is spread evenly over mirrors, and the same for one of them for ever.
fn hash(name: &MirrorName) -> u64 {
    let digest = Sha256::digest(name.as_str());
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// How long after the beginning of a round a mirror has its turn.
pub(super) fn delay(name: &MirrorName, policy: &Policy) -> Duration {
    let spread = u64::try_from(policy.spread.as_millis()).unwrap_or(u64::MAX);
    Duration::from_millis(hash(name).checked_rem(spread).unwrap_or_default())
}

/// Counts the rounds of a mirror, from an arbitrary number.
pub(super) fn round_number(name: &MirrorName, policy: &Policy, now: Timestamp) -> u64 {
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    (hash(name) % 1_000_000).wrapping_add(seconds / policy.interval.as_secs().max(1))
}

/// A part of the repositories, another one in each turn, so that all of them have theirs.
pub(super) fn sample(holdings: &[Arc<Holding>], round: u64) -> Vec<&Arc<Holding>> {
    let size = (holdings.len() / Policy::SAMPLE_PART).max(1);
    let parts = holdings.len().div_ceil(size).max(1);
    let part =
        usize::try_from(round % parts as u64).expect("a remainder is less than the usize that it is of");
    holdings.iter().skip(part * size).take(size).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_a_number_of_rounds_however_long_the_last_look_took() {
        let minute = |minute: i64| Timestamp::from_second(1_700_000_000 + minute * 60).unwrap();
        let policy = Policy::new(Duration::from_hours(12), Duration::from_mins(15));
        // The look was over a minute after its round had begun.
        let due_after = |failed_rounds, passed| {
            let health = MirrorHealth { checked: Some(minute(1)), failed_rounds, ..MirrorHealth::default() };
            is_due(Some(&health), &policy, minute(passed))
        };
        assert!(due_after(3, 15));
        assert!(!due_after(4, 15) && due_after(4, 30));
        assert!(!due_after(9, 45) && due_after(9, 60));
    }
}
