use std::fmt;

use maneki_ground_rpm::Evr;

/// Epoch, version and release, owned.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct OwnedEvr {
    /// 0 where none is written.
    pub epoch: u32,
    /// The version.
    pub version: String,
    /// The release; may be empty in a dependency.
    pub release: String,
}

impl OwnedEvr {
    /// The value that compares.
    pub fn evr(&self) -> Evr<'_> {
        Evr { epoch: self.epoch, version: &self.version, release: &self.release }
    }
}

impl From<Evr<'_>> for OwnedEvr {
    fn from(evr: Evr<'_>) -> Self {
        Self { epoch: evr.epoch, version: evr.version.to_owned(), release: evr.release.to_owned() }
    }
}

impl fmt::Display for OwnedEvr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.evr().fmt(f)
    }
}
