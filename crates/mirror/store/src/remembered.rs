use std::collections::BTreeMap;

use maneki_mirror_health::{HealthTable, MirrorHealth, Reference};
use maneki_mirror_model::MirrorName;

/// The state that the checker continues from after a restart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Remembered {
    /// The publications of the reference trees.
    pub reference: Reference,
    /// The health of each mirror.
    pub table: HealthTable,
}

/// The health of mirrors while it is read.
pub(crate) type Mirrors = BTreeMap<MirrorName, MirrorHealth>;

/// How many rows are read at a time: a row in memory is several times as large as on disk.
pub(crate) const PAGE: i64 = 2000;
