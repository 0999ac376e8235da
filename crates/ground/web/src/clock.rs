#![expect(clippy::disallowed_methods, reason = "the one place of the service that reads the clocks")]

use std::time::Instant;

use jiff::Timestamp;

/// The time of day.
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The monotonic clock.
pub(crate) fn instant() -> Instant {
    Instant::now()
}
