use std::time::Duration;

use jiff::Timestamp;

use crate::verdict::Verdict;

/// How far a mirror lagged behind at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lag {
    /// The begin of the time.
    pub at: Timestamp,
    /// How long it lasted: a quarter of an hour, later an hour, at last a day.
    pub span: Duration,
    /// The worst lag of that time by `TIME`; `None`: it was not known.
    pub lag: Option<Duration>,
    /// The worst verdict of that time.
    pub verdict: Verdict,
}

/// For how long a mirror was what, of the time in which it was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uptime([Duration; Verdict::ALL.len()]);

impl Uptime {
    /// What lags come to. The worst of a time stands for all of it.
    pub fn from_lags(lags: &[Lag]) -> Self {
        let mut uptime = Self::default();
        for lag in lags {
            let sum = &mut uptime.0[lag.verdict as usize];
            *sum = sum.saturating_add(lag.span);
        }
        uptime
    }

    /// For how long anything is known.
    pub fn known(&self) -> Duration {
        self.0.iter().fold(Duration::ZERO, |sum, span| sum.saturating_add(*span))
    }

    /// Which share of that time it was this, from 0 to 1; `None` where nothing is known.
    pub fn share(&self, verdict: Verdict) -> Option<f64> {
        let known = self.known();
        (!known.is_zero()).then(|| self.0[verdict as usize].as_secs_f64() / known.as_secs_f64())
    }

    /// Which share of that time clients were sent there.
    pub fn served(&self) -> Option<f64> {
        Verdict::ALL.into_iter().filter(|verdict| verdict.is_served()).map(|one| self.share(one)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lag(hours: u64, verdict: Verdict) -> Lag {
        Lag { at: Timestamp::UNIX_EPOCH, span: Duration::from_hours(hours), lag: None, verdict }
    }

    #[test]
    fn a_day_counts_as_many_hours_as_it_has() {
        let uptime =
            Uptime::from_lags(&[lag(24, Verdict::Ok), lag(1, Verdict::Partial), lag(7, Verdict::Expired)]);
        assert_eq!(uptime.known(), Duration::from_hours(32));
        assert_eq!(uptime.share(Verdict::Ok), Some(0.75));
        assert_eq!(uptime.share(Verdict::Unavailable), Some(0.0));
        assert_eq!(uptime.served(), Some(25.0 / 32.0));
    }

    #[test]
    fn where_nobody_looked_nothing_is_claimed() {
        assert_eq!(Uptime::from_lags(&[]).served(), None);
        assert_eq!(Uptime::from_lags(&[]).share(Verdict::Ok), None);
    }
}
