use maneki_mirror_health::Family;
use maneki_mirror_model::{Protocol, Protocols};
use maneki_mirror_registry::Tree;

use crate::entry::MirrorEntry;

/// Which routes to one tree of one mirror worked in the last checks. The default is that nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Routes {
    /// The protocols that fail.
    pub failing: Protocols,
    /// The protocols that fail over IPv6.
    pub failing_over_ipv6: Protocols,
    /// The protocols that work over IPv6. For a protocol in neither set this is not known, or the mirror has no
    /// IPv6 address.
    pub working_over_ipv6: Protocols,
}

impl Routes {
    pub(crate) fn new(entry: &MirrorEntry, tree: &Tree) -> Self {
        if entry.mirror.private {
            // Private mirrors are trusted; checks from before a mirror became private no longer count.
            return Self { working_over_ipv6: Protocols::WEB, ..Self::default() };
        }
        let Some(health) = entry.tree_health(tree) else { return Self::default() };
        let over_ipv6 = |protocol| health.works_over(Family::V6, protocol);
        Self {
            failing: web(|protocol| health.works(protocol) == Some(false)),
            failing_over_ipv6: web(|protocol| over_ipv6(protocol) == Some(false)),
            working_over_ipv6: web(|protocol| over_ipv6(protocol) == Some(true)),
        }
    }
}

fn web(fits: impl Fn(Protocol) -> bool) -> Protocols {
    [Protocol::Http, Protocol::Https].into_iter().filter(|protocol| fits(*protocol)).collect()
}
