use std::time::Duration;

use jiff::Timestamp;
use strum::EnumCount;

use crate::verdict::Verdict;

/// The lag and the verdict of a mirror during one span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lag {
    /// The start of the span.
    pub at: Timestamp,
    /// Its length: a quarter of an hour for recent spans, then an hour, then a day.
    pub span: Duration,
    /// The worst lag in it by `TIME`; `None` if it was not known.
    pub lag: Option<Duration>,
    /// The worst verdict in it.
    pub verdict: Verdict,
}

/// How long a mirror had each verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uptime([Duration; Verdict::COUNT]);

impl Uptime {
    /// Sums up spans. The worst verdict of a span counts for all of it.
    pub fn from_lags(lags: &[Lag]) -> Self {
        let mut uptime = Self::default();
        for lag in lags {
            let sum = &mut uptime.0[lag.verdict as usize];
            *sum = sum.saturating_add(lag.span);
        }
        uptime
    }

    /// The time for which a verdict is known.
    pub fn known(&self) -> Duration {
        self.0.iter().fold(Duration::ZERO, |sum, span| sum.saturating_add(*span))
    }

    /// The share of that time with a verdict, from 0 to 1; `None` if no verdict is known.
    pub fn share(&self, verdict: Verdict) -> Option<f64> {
        let known = self.known();
        (!known.is_zero()).then(|| self.0[verdict as usize].as_secs_f64() / known.as_secs_f64())
    }

    /// The share of that time in which clients were sent there, from 0 to 1.
    pub fn served(&self) -> Option<f64> {
        Verdict::ALL.iter().filter(|verdict| verdict.is_served()).map(|verdict| self.share(*verdict)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lag(hours: u64, verdict: Verdict) -> Lag {
        Lag { at: Timestamp::UNIX_EPOCH, span: Duration::from_hours(hours), lag: None, verdict }
    }

    #[test]
    fn spans_count_by_their_length() {
        let uptime =
            Uptime::from_lags(&[lag(24, Verdict::Ok), lag(1, Verdict::Partial), lag(7, Verdict::Expired)]);
        assert_eq!(uptime.known(), Duration::from_hours(32));
        assert_eq!(uptime.share(Verdict::Ok), Some(0.75));
        assert_eq!(uptime.share(Verdict::Unavailable), Some(0.0));
        assert_eq!(uptime.served(), Some(25.0 / 32.0));
    }

    #[test]
    fn without_checks_there_is_no_uptime() {
        assert_eq!(Uptime::from_lags(&[]).served(), None);
        assert_eq!(Uptime::from_lags(&[]).share(Verdict::Ok), None);
    }
}
