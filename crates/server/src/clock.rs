//! The only place of the service that asks what time it is.
#![expect(clippy::disallowed_methods, reason = "somebody has to")]

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

/// Seconds since 1970; 0 on a machine whose clock is before that.
pub fn unix_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

pub(crate) fn timestamp() -> i64 {
    i64::try_from(unix_seconds()).unwrap_or(i64::MAX)
}

pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

pub(crate) fn instant() -> Instant {
    Instant::now()
}
