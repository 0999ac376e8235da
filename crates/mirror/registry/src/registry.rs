use std::collections::BTreeMap;

use maneki_mirror_model::MirrorName;

use crate::catalog::Catalog;
use crate::mirror::Mirror;

/// The declared mirrors and what they carry.
#[derive(Debug, Clone, PartialEq)]
pub struct Registry {
    /// What the distribution has.
    pub catalog: Catalog,
    /// The mirrors whose files have no error, by name.
    pub mirrors: BTreeMap<MirrorName, Mirror>,
}
