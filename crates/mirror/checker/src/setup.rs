use std::sync::Arc;
use std::time::Duration;

use maneki_ground_config::Outbound;
use maneki_mirror_config::Check;
use maneki_mirror_health::Policy;
use maneki_mirror_registry::Registry;

/// What is checked, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// The mirrors, and what the distribution has.
    pub registry: Arc<Registry>,
    /// How often mirrors are checked, and for how long.
    pub check: Check,
    /// How requests are sent.
    pub outbound: Outbound,
}

impl Setup {
    /// The patience of the checks; `known` if there is any health to lose.
    pub(crate) fn policy(&self, known: bool) -> Policy {
        let policy = Policy::new(self.registry.catalog.allowed_outdate, self.check.interval);
        Policy { spread: self.spread(known), ..policy }
    }

    /// The time that the looks of a round are spread over: half of the interval, or nothing in a first round, which
    /// should be quick.
    pub(crate) fn spread(&self, known: bool) -> Duration {
        if known { self.check.interval / 2 } else { Duration::ZERO }
    }
}
