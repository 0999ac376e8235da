use std::collections::BTreeMap;

use jiff::Timestamp;
use maneki_mirror_health::{HealthTable, Reference, Verdict};
use maneki_mirror_model::MirrorName;

/// The state after a round, to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// The time of the record.
    pub at: Timestamp,
    /// The health of each mirror.
    pub table: &'a HealthTable,
    /// The publications of the reference trees.
    pub reference: &'a Reference,
    /// The verdict on each mirror in the table, for its history.
    pub verdicts: &'a BTreeMap<MirrorName, Verdict>,
}
