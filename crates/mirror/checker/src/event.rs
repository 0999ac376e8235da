use std::sync::Arc;

use maneki_mirror_health::{Fault, Report};

use crate::probers::ReferenceNews;

/// The result of a task that probes.
pub(crate) enum Event {
    /// A look at one mirror is over.
    Seen { round: u64, report: Report },
    /// All looks of a round are over.
    RoundOver(u64),
    /// The reference trees were read under these terms.
    Reference { terms: u64, news: Box<ReferenceNews> },
    /// The vault was probed.
    Vault { url: Arc<str>, seen: Result<(), Fault> },
}
