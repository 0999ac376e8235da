#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_health::{Observation, Outcome, Route, Subject};

/// An observation that was made now.
pub(crate) fn observed(subject: Subject, url: Arc<str>, route: Route, outcome: Outcome) -> Observation {
    Observation { subject, url, route, at: now(), outcome }
}

/// The time of an observation, a report or a publication.
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}
