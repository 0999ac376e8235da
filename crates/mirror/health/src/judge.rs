//! What the answer of a mirror is worth: its repomd.xml in comparison with the published one, its `TIME` in
//! comparison with the clock, and a failure.

use std::time::Duration;

use jiff::Timestamp;

use crate::fault::{BodyFault, DigestFault, Fault, TimeFault};
use crate::freshness::Freshness;
use crate::policy::Policy;
use crate::reference::Published;
use crate::repomd::RepomdFacts;
use crate::state::State;

/// How a valid repomd.xml differs from the published one; `None` if it does not. Without a reference any valid
/// repomd.xml counts as published, and `TIME` alone decides.
pub(crate) fn difference(
    repomd: &RepomdFacts,
    published: Option<&Published>,
    allowed_outdate: Duration,
    now: Timestamp,
) -> Option<DigestFault> {
    let current = published?.here()?;
    if repomd.digest == current.repomd.digest {
        return None;
    }
    if let Some(former) = current.former.iter().find(|former| former.digest == repomd.digest) {
        let counts = former.counts(now, allowed_outdate);
        return Some(if counts { DigestFault::Previous } else { DigestFault::Outlived });
    }
    let revisions = repomd.revision.zip(current.repomd.revision);
    let is_newer = revisions.is_some_and(|(found, published)| found > published);
    Some(if is_newer { DigestFault::Ahead } else { DigestFault::Unknown })
}

impl Fault {
    /// The state of a repository that has this fault.
    pub fn state(&self) -> State {
        match self {
            Self::Status(404 | 410) => State::Missing,
            Self::Body(BodyFault::CutOff) => State::Unreachable,
            Self::Body(_) => State::Corrupt,
            Self::Digest(DigestFault::Previous) => State::Previous,
            Self::Digest(DigestFault::Ahead) => State::Ahead,
            Self::Digest(DigestFault::Outlived | DigestFault::Unknown) => State::Stale,
            _ => State::Unreachable,
        }
    }
}

impl Freshness {
    /// Why `TIME` forbids to serve anything of this tree; `Ok(None)` if it allows that.
    pub fn objection(&self, policy: &Policy, now: Timestamp) -> Result<Option<Fault>, NotChecked> {
        if let Some(fault) = &self.fault {
            return Ok(Some(fault.clone()));
        }
        let age = now.duration_since(self.claimed.ok_or(NotChecked)?);
        let (is_ahead, age) = (age.is_negative(), age.unsigned_abs());
        let fault = if is_ahead {
            (age > Policy::CLOCK_DIFFERENCE).then_some(TimeFault::Future)
        } else {
            (age > policy.allowed_outdate).then_some(TimeFault::TooOld(age))
        };
        Ok(fault.map(Fault::Time))
    }
}

/// `TIME` has not been requested yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotChecked;
