//! One repository of one mirror.

use std::sync::Arc;

use maneki_registry::Holding;

use super::Terms;
use crate::condition::{Condition, State};
use crate::fault::Fault;
use crate::judge;
use crate::observation::{Observation, Outcome, Seen, Subject};

/// Takes in one observation.
pub(super) fn learn(condition: &mut Condition, observation: &Observation) {
    let of_file = matches!(observation.subject, Subject::File(_));
    match &observation.outcome {
        Outcome::Repomd { seen, validators } => {
            if condition.seen.as_ref().is_none_or(|known| known.digest != seen.digest) {
                condition.lacking = None;
            }
            // Which file to ask for is the reference's to say; there are many conditions, so they stay small.
            condition.seen = Some(Seen { file: None, ..seen.clone() });
            condition.validators = validators.clone();
            clear(condition);
        }
        Outcome::Unchanged if condition.seen.is_some() => clear(condition),
        Outcome::Present => {
            condition.lacking = None;
            clear(condition);
        }
        Outcome::Unchanged | Outcome::Time(_) => return,
        // What the second question finds out stands until a file is there, or another repomd.xml.
        Outcome::Failed(fault) if of_file && condition.doubt.is_some() => {
            condition.doubt = None;
            condition.lacking = Some(fault.clone());
        }
        Outcome::Failed(fault) if !of_file && (condition.doubt.is_some() || condition.fault.is_some()) => {
            condition.doubt = None;
            condition.fault = Some(fault.clone());
        }
        Outcome::Failed(fault) => condition.doubt = Some(fault.clone()),
    }
    condition.url = Some(Arc::clone(&observation.url));
}

fn clear(condition: &mut Condition) {
    condition.fault = None;
    condition.doubt = None;
}

/// Says in a word what is known, since when, and why.
pub(super) fn settle(condition: &mut Condition, holding: &Holding, terms: Terms<'_>) {
    let published = terms.reference.get(holding);
    let reason = condition.fault.clone().or_else(|| condition.lacking.clone()).or_else(|| {
        let seen = condition.seen.as_ref()?;
        judge::digest(seen, published, terms.policy.allowed_outdate, terms.now).map(Fault::Digest)
    });
    let state = match &reason {
        Some(fault) => fault.state(),
        None if condition.seen.is_some() => State::Current,
        None => State::Unknown,
    };
    if state != condition.state || condition.since.is_none() {
        condition.since = Some(terms.now);
    }
    if reason.is_none() {
        condition.url = None;
    }
    condition.state = state;
    condition.reason = reason;
}
