//! What a repomd.xml is worth, compared with what is published; and how old a mirror says it is.

use std::time::Duration;

use jiff::Timestamp;

use crate::fault::{DigestFault, Fault, TimeFault};
use crate::health::Freshness;
use crate::observation::RepomdFacts;
use crate::policy::Policy;
use crate::reference::Published;

/// What speaks against handing it out as current.
pub(crate) fn digest(
    seen: &RepomdFacts,
    published: Option<&Published>,
    allowed_outdate: Duration,
    now: Timestamp,
) -> Option<DigestFault> {
    // Without a reference whatever is well-formed counts, and TIME decides.
    let Some(Published::Here(current)) = published else { return None };
    if seen.digest == current.repomd.digest {
        return None;
    }
    if let Some(former) = current.former.iter().find(|former| former.digest == seen.digest) {
        let counts = former.counts(now, allowed_outdate);
        return Some(if counts { DigestFault::Previous } else { DigestFault::Outlived });
    }
    let newer = seen.revision.zip(current.repomd.revision).is_some_and(|(seen, published)| seen > published);
    Some(if newer { DigestFault::Ahead } else { DigestFault::Unknown })
}

impl Freshness {
    /// What speaks against handing out anything of this mirror, as far as `TIME` tells. `Ok(None)`:
    /// nothing; `Err`: it was not asked yet.
    pub fn objection(&self, policy: &Policy, now: Timestamp) -> Result<Option<Fault>, NotAsked> {
        if let Some(fault) = &self.fault {
            return Ok(Some(fault.clone()));
        }
        let claimed = self.claimed.ok_or(NotAsked)?;
        let age = now.duration_since(claimed);
        let fault = if age.is_negative() {
            (age.unsigned_abs() > Policy::CLOCK_DIFFERENCE).then_some(TimeFault::Future)
        } else {
            (age.unsigned_abs() > policy.allowed_outdate).then_some(TimeFault::TooOld(age.unsigned_abs()))
        };
        Ok(fault.map(Fault::Time))
    }
}

/// `TIME` was not asked for yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAsked;
