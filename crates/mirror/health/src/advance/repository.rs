//! One repository of one mirror.

use std::sync::Arc;

use maneki_mirror_registry::Holding;

use super::Terms;
use crate::fault::Fault;
use crate::judge;
use crate::observation::{Observation, Outcome, Subject};
use crate::repository_health::{Defects, RepositoryHealth, State};

/// Takes in one observation.
pub(super) fn learn(
    condition: &mut RepositoryHealth,
    holding: &Holding,
    observation: &Observation,
    terms: Terms<'_>,
) {
    let of_file = matches!(observation.subject, Subject::File(_));
    match &observation.outcome {
        Outcome::Repomd { facts, validator, .. } => {
            let known = condition.repomd.as_ref().is_some_and(|known| known.digest == facts.digest);
            condition.repomd = Some(terms.reference.share(holding, facts));
            condition.validator.clone_from(validator);
            condition.trouble(|trouble| {
                trouble.lacking = trouble.lacking.take().filter(|_| known);
                clear(trouble, observation);
            });
        }
        Outcome::Unchanged if condition.repomd.is_some() => {
            condition.trouble(|trouble| clear(trouble, observation));
        }
        Outcome::Present => condition.trouble(|trouble| {
            trouble.lacking = None;
            clear(trouble, observation);
        }),
        Outcome::Unchanged | Outcome::Time(_) => {}
        Outcome::Failed(fault) => condition.trouble(|trouble| {
            let again = trouble.doubt.take().is_some();
            match fault.clone() {
                // What the second question finds out stands until a file is there, or another repomd.xml.
                fault if of_file && again => trouble.lacking = Some(fault),
                fault if !of_file && (again || trouble.fault.is_some()) => trouble.fault = Some(fault),
                fault => trouble.doubt = Some(fault),
            }
            trouble.url = Some(Arc::clone(&observation.url));
        }),
    }
}

fn clear(trouble: &mut Defects, observation: &Observation) {
    trouble.fault = None;
    trouble.doubt = None;
    trouble.url = Some(Arc::clone(&observation.url));
}

/// Says in a word what is known, since when, and why.
pub(super) fn settle(condition: &mut RepositoryHealth, holding: &Holding, terms: Terms<'_>) {
    let published = terms.reference.get(holding);
    let seen = condition.repomd.as_deref();
    let standing =
        condition.trouble.as_ref().and_then(|trouble| trouble.fault.as_ref().or(trouble.lacking.as_ref()));
    let reason = standing.cloned().or_else(|| {
        judge::digest(seen?, published, terms.policy.allowed_outdate, terms.now).map(Fault::Digest)
    });
    let state = match &reason {
        Some(fault) => fault.state(),
        None if seen.is_some() => State::Current,
        None => State::Unknown,
    };
    let before = condition.state;
    if state != before || condition.since.is_none() {
        condition.since = Some(terms.now);
    }
    condition.state = state;
    let doubted = condition.is_in_doubt();
    condition.trouble(|trouble| {
        if state.is_served() {
            trouble.good_until = None;
        } else if before.is_served() {
            trouble.good_until = Some(terms.now);
        }
        if reason.is_none() && !doubted {
            trouble.url = None;
        }
        trouble.reason = reason;
    });
}
