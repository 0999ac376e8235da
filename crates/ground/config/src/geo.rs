use std::path::PathBuf;

use crate::reader::{Noted, Reader};
use crate::source;

/// `[geo]`: who says where an address is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Geo {
    /// MMDB files; with none the built-in tables answer.
    pub databases: Vec<PathBuf>,
}

impl Geo {
    pub(crate) fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        Ok(Self { databases: reader.list("geo.databases", source::path)? })
    }
}
