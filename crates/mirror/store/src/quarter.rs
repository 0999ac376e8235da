//! Time in quarters of an hour since 1970, in which lags are recorded.

use jiff::Timestamp;

/// Seconds in a quarter of an hour.
const QUARTER: i64 = 900;

/// The number of the quarter of an hour that holds a time.
pub(crate) fn quarter(time: Timestamp) -> i64 {
    time.as_second().div_euclid(QUARTER)
}

/// When a quarter of an hour begins; `None` if that is outside the calendar.
pub(crate) fn begin(quarter: i64) -> Option<Timestamp> {
    Timestamp::from_second(quarter.checked_mul(QUARTER)?).ok()
}
