//! What the reference publishes.

mod folder;
mod web;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use maneki_mirror_health::{Fault, IsoFile, Reading, Reference};
use maneki_mirror_model::BaseUrl;
use maneki_mirror_registry::{Holding, IsoFolder};

use crate::observed::now;
use crate::prober::Prober;

/// The distribution's own copy, which all mirrors copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferenceTree {
    /// On a web server.
    Web(BaseUrl),
    /// In a folder of this machine.
    Folder(PathBuf),
}

/// A reference tree without any readable repository.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot read the reference tree {place}: {reason}")]
pub struct ReferenceError {
    /// The URL or folder.
    pub place: Box<str>,
    /// Why no repository is readable.
    pub reason: Box<str>,
}

/// What a reference tree has of one repository.
type FoundRepository = (Arc<Holding>, Result<Publishes, Fault>);

enum Publishes {
    /// The publication that was read before.
    AsBefore,
    /// A publication that was read now.
    Now(Reading),
}

/// The images that a reference tree has in one folder.
type FoundIsos = (Arc<IsoFolder>, Result<Vec<IsoFile>, Fault>);

impl ReferenceTree {
    /// Reads all publications. A repository that cannot be read keeps its known publication, and one that has not changed
    /// costs no body.
    pub async fn read(
        &self,
        prober: &Prober,
        holdings: &[Arc<Holding>],
        reference: &mut Reference,
        allowed_outdate: Duration,
    ) -> Result<(), ReferenceError> {
        let found = match self {
            Self::Web(base) => web::repositories(base, prober, holdings, reference).await,
            Self::Folder(folder) => folder::repositories(folder, holdings).await,
        };
        if !holdings.is_empty() && !found.iter().any(|(_, found)| found.is_ok()) {
            return Err(self.error(&found));
        }
        let now = now();
        for (holding, found) in found {
            match found {
                Ok(Publishes::Now(reading)) => reference.publish(&holding, reading, now, allowed_outdate),
                Err(fault) if is_absent(&fault) => reference.withdraw(&holding),
                Ok(Publishes::AsBefore) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// Reads which images are published. A folder without a CHECKSUM has none; a folder that cannot be read keeps its
    /// known images.
    pub async fn read_isos(&self, prober: &Prober, folders: &[Arc<IsoFolder>], reference: &mut Reference) {
        let found = match self {
            Self::Web(base) => web::isos(base, prober, folders).await,
            Self::Folder(root) => folder::isos(root, folders).await,
        };
        for (folder, found) in found {
            match found {
                Ok(files) => reference.publish_isos(&folder, files),
                Err(fault) if is_absent(&fault) => reference.publish_isos(&folder, Vec::new()),
                Err(_) => {}
            }
        }
    }

    /// Why none of these repositories is readable: the first fault that is more than an absence.
    fn error(&self, found: &[FoundRepository]) -> ReferenceError {
        let mut faults = found.iter().filter_map(|(_, found)| found.as_ref().err());
        let reason = match faults.find(|fault| !is_absent(fault)) {
            Some(fault) => fault.to_string(),
            None => "it has none of the repositories in the registry".to_owned(),
        };
        let place = match self {
            Self::Web(base) => base.to_string(),
            Self::Folder(folder) => folder.display().to_string(),
        };
        ReferenceError { place: place.into(), reason: reason.into() }
    }
}

fn is_absent(fault: &Fault) -> bool {
    matches!(fault, Fault::Status(404 | 410))
}
