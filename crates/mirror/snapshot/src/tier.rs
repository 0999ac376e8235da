use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::cell::Observed;

/// Which mirrors an answer is made of: the best that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Mirrors whose last check was good.
    Good,
    /// No mirror is good, but some have not been checked yet: those.
    Unknown,
    /// No mirror can serve: those that were the last that could.
    LastGood,
    /// No mirror ever could.
    Nothing,
}

/// Distinguishes the mirrors that were the last to serve from those that failed long before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LastGood {
    /// A mirror that could serve at this time or later is among the last; `None`: no mirror is.
    since: Option<Timestamp>,
}

impl LastGood {
    /// Mirrors that stopped within `patience` of the one that served longest are equally good.
    pub(crate) fn new(public: impl Iterator<Item = Observed>, patience: Duration) -> Self {
        let patience = SignedDuration::try_from(patience).unwrap_or(SignedDuration::MAX);
        let last = public.filter_map(Observed::good_until).max();
        Self { since: last.and_then(|last| last.checked_sub(patience).ok()) }
    }

    pub(crate) fn includes(self, observed: Observed) -> bool {
        observed.good_until().zip(self.since).is_some_and(|(until, since)| until >= since)
    }
}

impl Tier {
    /// The best tier that at least one of the public mirrors is in.
    pub(crate) fn new(public: &(impl Iterator<Item = Observed> + Clone), last_good: LastGood) -> Self {
        let any = |fits: &dyn Fn(Observed) -> bool| public.clone().any(fits);
        if any(&Observed::is_good) {
            Self::Good
        } else if any(&|observed| observed == Observed::Unknown) {
            Self::Unknown
        } else if any(&|observed| last_good.includes(observed)) {
            Self::LastGood
        } else {
            Self::Nothing
        }
    }
}
