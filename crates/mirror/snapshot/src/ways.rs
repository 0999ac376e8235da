//! Which ways lead to a mirror, as answers need it.

use maneki_mirror_health::Family;
use maneki_mirror_model::{Protocol, Protocols};
use maneki_mirror_registry::Tree;

use crate::snapshot::Entry;

/// The ways to one tree of one mirror, as they were found when last tried. By default nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ways {
    /// What fails.
    pub failing: Protocols,
    /// What fails over IPv6.
    pub failing_over_ipv6: Protocols,
    /// What works over IPv6. Of the others it is not known, or the mirror has no such address.
    pub working_over_ipv6: Protocols,
}

impl Ways {
    pub(crate) fn of(entry: &Entry, tree: &Tree) -> Self {
        if entry.mirror.private {
            // Taken on trust; what was seen before it became private does not count any more.
            return Self { working_over_ipv6: Protocols::WEB, ..Self::default() };
        }
        let Some(health) = entry.health.as_ref().and_then(|health| health.trees.get(tree)) else {
            return Self::default();
        };
        let web = |fits: &dyn Fn(Protocol) -> bool| -> Protocols {
            [Protocol::Http, Protocol::Https].into_iter().filter(|protocol| fits(*protocol)).collect()
        };
        let over_ipv6 = |protocol| health.works_over(Family::V6, protocol);
        Self {
            failing: web(&|protocol| health.works(protocol) == Some(false)),
            failing_over_ipv6: web(&|protocol| over_ipv6(protocol) == Some(false)),
            working_over_ipv6: web(&|protocol| over_ipv6(protocol) == Some(true)),
        }
    }
}
