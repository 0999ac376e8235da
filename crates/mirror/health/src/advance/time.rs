//! What is known from `TIME`.

use std::sync::Arc;

use crate::fault::{Fault, TimeFault};
use crate::freshness::Freshness;
use crate::observation::{Observation, Outcome};

pub(super) fn learn(freshness: &mut Freshness, observation: &Observation) {
    let url = Some(Arc::clone(&observation.url));
    let fault = match &observation.outcome {
        Outcome::Time(claimed) => {
            *freshness = Freshness { claimed: Some(*claimed), url, ..Freshness::default() };
            return;
        }
        Outcome::Failed(Fault::Status(404 | 410)) => Fault::Time(TimeFault::Missing),
        Outcome::Failed(fault) => fault.clone(),
        Outcome::Repomd { .. } | Outcome::Unchanged | Outcome::Present => return,
    };
    freshness.url = url;
    if freshness.doubt.take().is_some() || freshness.fault.is_some() {
        freshness.fault = Some(fault);
    } else {
        freshness.doubt = Some(fault);
    }
}

/// The look was given up: a first failure counts, and without any answer the fault of the look does.
pub(super) fn abandon(freshness: &mut Freshness, fault: &Fault, last_url: Option<&Arc<str>>) {
    if let Some(doubt) = freshness.doubt.take() {
        freshness.fault = Some(doubt);
    } else if freshness.claimed.is_none() && freshness.fault.is_none() {
        freshness.fault = Some(fault.clone());
        freshness.url = last_url.cloned();
    }
}
