//! The health of one repository.

use std::sync::Arc;

use maneki_mirror_registry::Holding;

use crate::fault::Fault;
use crate::judge;
use crate::observation::{Observation, Outcome, Subject};
use crate::repository_health::{Defects, RepositoryHealth};
use crate::state::State;
use crate::terms::Terms;

/// Takes in one observation.
pub(super) fn learn(
    health: &mut RepositoryHealth,
    holding: &Holding,
    observation: &Observation,
    terms: Terms<'_>,
) {
    match &observation.outcome {
        Outcome::Repomd { facts, validator, .. } => {
            let is_known = health.repomd.as_ref().is_some_and(|known| known.digest == facts.digest);
            health.repomd = Some(terms.reference.share(holding, facts));
            health.validator.clone_from(validator);
            health.update_defects(|defects| {
                defects.lacking = defects.lacking.take().filter(|_| is_known);
                clear(defects, observation);
            });
        }
        Outcome::Unchanged if health.repomd.is_some() => {
            health.update_defects(|defects| clear(defects, observation));
        }
        Outcome::Present => health.update_defects(|defects| {
            defects.lacking = None;
            clear(defects, observation);
        }),
        Outcome::Unchanged | Outcome::Time(_) => {}
        Outcome::Failed(fault) => health.update_defects(|defects| fail(defects, fault.clone(), observation)),
    }
}

fn clear(defects: &mut Defects, observation: &Observation) {
    defects.fault = None;
    defects.doubt = None;
    defects.url = Some(Arc::clone(&observation.url));
}

fn fail(defects: &mut Defects, fault: Fault, observation: &Observation) {
    let is_repeated = defects.doubt.take().is_some();
    let is_file = matches!(observation.subject, Subject::File(_));
    if is_file && is_repeated {
        // This stays until the file exists, or the repomd.xml changes.
        defects.lacking = Some(fault);
    } else if !is_file && (is_repeated || defects.fault.is_some()) {
        defects.fault = Some(fault);
    } else {
        defects.doubt = Some(fault);
    }
    defects.url = Some(Arc::clone(&observation.url));
}

/// Decides the state of a repository, since when it is in that state, and why.
pub(super) fn settle(health: &mut RepositoryHealth, holding: &Holding, terms: Terms<'_>) {
    let reason = reason(health, holding, terms);
    let state = match &reason {
        Some(fault) => fault.state(),
        None if health.repomd.is_some() => State::Current,
        None => State::Unknown,
    };
    let before = health.state;
    if state != before || health.since.is_none() {
        health.since = Some(terms.now);
    }
    health.state = state;
    let is_in_doubt = health.is_in_doubt();
    health.update_defects(|defects| {
        if state.is_served() {
            defects.good_until = None;
        } else if before.is_served() {
            defects.good_until = Some(terms.now);
        }
        if reason.is_none() && !is_in_doubt {
            defects.url = None;
        }
        defects.reason = reason;
    });
}

/// Why a repository is not current: a failure that counts, or else its difference from the published one.
fn reason(health: &RepositoryHealth, holding: &Holding, terms: Terms<'_>) -> Option<Fault> {
    let defects = health.defects.as_ref();
    if let Some(fault) = defects.and_then(|defects| defects.fault.as_ref().or(defects.lacking.as_ref())) {
        return Some(fault.clone());
    }
    let published = terms.reference.get(holding);
    let allowed_outdate = terms.policy.allowed_outdate;
    judge::difference(health.repomd.as_deref()?, published, allowed_outdate, terms.now).map(Fault::Digest)
}
