use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::fault::{BodyFault, Fault};

/// A set of installation images: the files that the reference tree has in one folder.
pub type IsoSet = Arc<[IsoFile]>;

/// A file of a set of images.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct IsoFile {
    /// Its name in the folder, which is used in URLs as it is.
    pub name: Box<str>,
    /// Its size in bytes, if the reference tree says it.
    pub size: Option<u64>,
    pub sha256: Digest,
}

/// Whether a mirror has one set of images.
#[derive(Debug, Clone, PartialEq)]
pub struct IsoHealth {
    /// The files that were requested.
    pub set: IsoSet,
    /// Why the set is not complete; `None` if it is.
    pub fault: Option<Fault>,
    /// The URL of the file that the fault is about.
    pub url: Option<Arc<str>>,
    /// Since when the set is complete, or is not.
    pub since: Timestamp,
    /// When it was last checked.
    pub checked: Timestamp,
}

impl IsoHealth {
    /// Whether every file exists with the expected size.
    pub fn is_complete(&self) -> bool {
        self.fault.is_none()
    }

    /// Whether a part of the set exists: a file that is too small, or all files before a missing one.
    pub fn is_begun(&self) -> bool {
        let missing = self.url.as_deref().and_then(|url| url.rsplit('/').next());
        match &self.fault {
            None => false,
            Some(Fault::Body(BodyFault::Size { .. })) => true,
            Some(_) => missing.zip(self.set.first()).is_some_and(|(missing, first)| *missing != *first.name),
        }
    }
}
