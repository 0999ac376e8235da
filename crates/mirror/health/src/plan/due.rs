//! When a mirror is checked, and how thoroughly.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::Holding;
use sha2::{Digest, Sha256};

use crate::health::{MirrorHealth, TreeHealth};
use crate::policy::Policy;
use crate::reference::{Published, Reference};
use crate::repository_health::RepositoryHealth;
use crate::state::State;

/// Whether the mirror is due for a check.
pub(super) fn is_due(health: Option<&MirrorHealth>, policy: &Policy, now: Timestamp) -> bool {
    let Some((health, checked)) = health.and_then(|health| Some((health, health.checked?))) else {
        return true;
    };
    // After the clock was set back, the last check seems to be in the future; checks must go on.
    let passed = now.duration_since(checked);
    // A look ends some time after its round started. A pause of whole rounds must not become one round longer
    // because of that, hence half a round of tolerance.
    passed.is_negative() || passed.unsigned_abs() + policy.interval / 2 >= policy.pause(health.failed_rounds)
}

/// Whether all repositories are checked and not a sample: at the first check, after a failure, after a publication
/// that the mirror was not seen to have yet, and every few hours.
pub(super) fn is_full(
    known: Option<&TreeHealth>,
    holdings: &[Arc<Holding>],
    reference: &Reference,
    policy: &Policy,
    now: Timestamp,
) -> bool {
    let Some((tree, full_look)) = known.and_then(|tree| Some((tree, tree.full_look?))) else {
        return true;
    };
    let passed = now.duration_since(full_look);
    let long_ago = passed.is_negative() || passed.unsigned_abs() >= Policy::FULL_LOOK_AFTER;
    long_ago || tree.is_expired(policy, now) || lacks_something(tree, full_look, holdings, reference)
}

/// Whether any repository is missing, outdated, faulty or in doubt.
pub(super) fn lacks_something(
    tree: &TreeHealth,
    full_look: Timestamp,
    holdings: &[Arc<Holding>],
    reference: &Reference,
) -> bool {
    holdings.iter().any(|holding| {
        let known = tree.repositories.get(holding);
        known.is_none_or(|known| is_wanting(known, reference.get(holding), full_look))
    })
}

fn is_wanting(health: &RepositoryHealth, published: Option<&Published>, full_look: Timestamp) -> bool {
    health.is_in_doubt()
        || !matches!(health.state, State::Current | State::Ahead)
        || is_behind(health, published, full_look)
}

/// Whether the mirror has another repomd.xml than the published one. A mirror that is ahead counts only if the
/// publication is later than the last full look.
fn is_behind(health: &RepositoryHealth, published: Option<&Published>, full_look: Timestamp) -> bool {
    let Some((current, found)) = published.and_then(Published::here).zip(health.repomd.as_deref()) else {
        return false;
    };
    current.repomd.digest != found.digest && (health.state != State::Ahead || current.since > full_look)
}

/// How long after the start of a round a mirror is checked.
pub(super) fn delay(name: &MirrorName, policy: &Policy) -> Duration {
    let spread = u64::try_from(policy.spread.as_millis()).unwrap_or(u64::MAX);
    Duration::from_millis(hash(name).checked_rem(spread).unwrap_or(0))
}

/// Counts the rounds of a mirror, from a number that differs between mirrors.
pub(super) fn round_number(name: &MirrorName, policy: &Policy, now: Timestamp) -> u64 {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    (hash(name) % 1_000_000).wrapping_add(seconds / policy.interval.as_secs().max(1))
}

/// A number for each mirror that never changes, spread evenly over all mirrors.
fn hash(name: &MirrorName) -> u64 {
    let digest = Sha256::digest(name.as_str());
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Some of the repositories, others in each round, so that all of them come up in turn.
pub(super) fn sample(holdings: &[Arc<Holding>], round: u64) -> &[Arc<Holding>] {
    let size = (holdings.len() / Policy::SAMPLE_PART).max(1);
    let parts = holdings.chunks(size);
    let part = round.checked_rem(parts.len() as u64).unwrap_or(0);
    let part = usize::try_from(part).expect("a remainder is smaller than the usize that it is of");
    holdings.chunks(size).nth(part).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_a_whole_number_of_rounds_whatever_the_last_look_took() {
        let minute = |minute: i64| Timestamp::from_second(1_700_000_000 + minute * 60).unwrap();
        let policy = Policy::new(Duration::from_hours(12), Duration::from_mins(15));
        // The look ended a minute after its round started.
        let due_after = |failed_rounds, passed| {
            let health = MirrorHealth { checked: Some(minute(1)), failed_rounds, ..MirrorHealth::default() };
            is_due(Some(&health), &policy, minute(passed))
        };
        assert!(due_after(3, 15));
        assert!(!due_after(4, 15) && due_after(4, 30));
        assert!(!due_after(9, 45) && due_after(9, 60));
    }
}
