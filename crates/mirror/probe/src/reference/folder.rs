//! A reference tree in a folder of this machine.
#![expect(clippy::disallowed_methods, reason = "the reference tree may be in a folder")]

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use maneki_mirror_health::{BodyFault, Fault, IsoFile, NamedFile, Reading, parse_checksum};
use maneki_mirror_registry::{Holding, IsoFolder};

use super::{FoundIsos, FoundRepository, Publishes};
use crate::repomd::{parse_repomd, sha512};

/// Reads repositories on a thread that may wait for the disk.
pub(super) async fn repositories(folder: &Path, holdings: &[Arc<Holding>]) -> Vec<FoundRepository> {
    let (folder, holdings) = (folder.to_owned(), holdings.to_vec());
    aside(move || {
        let read = |holding: &Arc<Holding>| (Arc::clone(holding), repository(&folder, holding));
        holdings.iter().map(read).collect()
    })
    .await
}

/// Reads which images are in each folder.
pub(super) async fn isos(root: &Path, folders: &[Arc<IsoFolder>]) -> Vec<FoundIsos> {
    let (root, folders) = (root.to_owned(), folders.to_vec());
    aside(move || {
        let read = |folder: &Arc<IsoFolder>| (Arc::clone(folder), checksum(&root, folder));
        folders.iter().map(read).collect()
    })
    .await
}

/// Nothing was found if the program ends meanwhile; a panic goes on here.
async fn aside<T: Send + 'static>(read: impl FnOnce() -> Vec<T> + Send + 'static) -> Vec<T> {
    match tokio::task::spawn_blocking(read).await {
        Ok(found) => found,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Vec::new(),
        },
    }
}

fn repository(folder: &Path, holding: &Holding) -> Result<Publishes, Fault> {
    let bytes = read(&folder.join(holding.repomd()))?;
    let (repomd, file) =
        parse_repomd(&bytes).map_err(|error| BodyFault::NotRepomd(error.to_string().into()))?;
    let witness = file.filter(|file| has_file(&folder.join(&*holding.path), file));
    Ok(Publishes::Now(Reading { repomd, sha512: Some(sha512(&bytes)), witness, validator: None }))
}

fn has_file(folder: &Path, file: &NamedFile) -> bool {
    let found = fs::metadata(folder.join(&*file.path));
    found.is_ok_and(|found| file.size.is_none_or(|expected| expected == found.len()))
}

fn checksum(root: &Path, folder: &IsoFolder) -> Result<Vec<IsoFile>, Fault> {
    let bytes = read(&root.join(folder.checksum()))?;
    parse_checksum(&bytes).map_err(|error| Fault::Other(error.to_string().into()))
}

/// A file; one that does not exist is a 404, as on the web.
fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Fault::Status(404),
        _ => Fault::Other(format!("{}: {error}", path.display()).into()),
    })
}
