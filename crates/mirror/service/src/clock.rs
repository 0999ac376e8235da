//! The only place of the service that asks what time it is.
#![expect(clippy::disallowed_methods, reason = "somebody has to")]

use std::time::Instant;

use jiff::Timestamp;

/// The time of day.
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The same in whole seconds since 1970.
pub(crate) fn timestamp() -> i64 {
    now().as_second()
}

pub(crate) fn instant() -> Instant {
    Instant::now()
}
