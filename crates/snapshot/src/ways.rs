//! Which ways lead to a mirror, as answers need it.

use maneki_health::Family;
use maneki_model::Protocol;
use maneki_registry::Tree;

use crate::snapshot::Entry;

/// The ways to one tree of one mirror; sets of protocols, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Ways {
    failing: u8,
    failing_over_ipv6: u8,
    working_over_ipv6: u8,
}

impl Ways {
    pub(crate) fn of(entry: &Entry, tree: &Tree) -> Self {
        if entry.mirror.private {
            // Taken on trust; what was seen before it became private does not count any more.
            return Self { working_over_ipv6: u8::MAX, ..Self::default() };
        }
        let Some(health) = entry.health.as_ref().and_then(|health| health.trees.get(tree)) else {
            return Self::default();
        };
        let web = |fits: &dyn Fn(Protocol) -> bool| {
            let fitting = [Protocol::Http, Protocol::Https].into_iter().filter(|protocol| fits(*protocol));
            fitting.map(bit).fold(0, |bits, bit| bits | bit)
        };
        let over_ipv6 = |protocol| health.works_over(Family::V6, protocol);
        Self {
            failing: web(&|protocol| health.works(protocol) == Some(false)),
            failing_over_ipv6: web(&|protocol| over_ipv6(protocol) == Some(false)),
            working_over_ipv6: web(&|protocol| over_ipv6(protocol) == Some(true)),
        }
    }

    pub(crate) fn fails(self, protocol: Protocol) -> bool {
        self.failing & bit(protocol) != 0
    }

    /// Whether it works over IPv6; `None`: not known, or it has no such address.
    pub(crate) fn over_ipv6(self, protocol: Protocol) -> Option<bool> {
        let fails = self.failing_over_ipv6 & bit(protocol) != 0;
        let works = self.working_over_ipv6 & bit(protocol) != 0;
        (works || fails).then_some(works)
    }

    pub(crate) fn any_over_ipv6(self) -> bool {
        self.working_over_ipv6 != 0
    }
}

fn bit(protocol: Protocol) -> u8 {
    1 << protocol as u8
}
