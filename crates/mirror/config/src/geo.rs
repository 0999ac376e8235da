use std::path::PathBuf;

use maneki_ground_config::{Noted, Reader, path};

/// `[mirror.geo]`: the locations of addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Geo {
    /// MMDB files; without any, the built-in tables are used.
    pub databases: Vec<PathBuf>,
}

impl Geo {
    pub(crate) fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        Ok(Self { databases: reader.list("mirror.geo.databases", path)? })
    }
}
