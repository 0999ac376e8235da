use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::tree::{Change, Entry};

/// A change that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("`{path}` cannot be written: {error}; {state}")]
pub struct Unwritable {
    path: String,
    error: io::Error,
    state: &'static str,
}

/// Writes changes to a folder: first every new content beside its file, then all renames, then removals. Each file is
/// the old or the new one at any time.
pub fn write(root: &Path, changes: &[Change]) -> Result<(), Unwritable> {
    let nothing = "nothing was changed";
    let mut ready: Vec<(&Change, Option<NamedTempFile>)> = Vec::new();
    for change in changes {
        let prepared = prepare(root, change);
        ready.push((change, prepared.map_err(|error| unwritable(change, error, nothing))?));
    }
    let (removed, put): (Vec<_>, Vec<_>) = ready.into_iter().partition(|(change, _)| change.after.is_none());
    let half = "earlier files were changed: start again from the import";
    let mut state = nothing;
    for (change, file) in put.into_iter().chain(removed) {
        finish(root, change, file).map_err(|error| unwritable(change, error, state))?;
        state = half;
    }
    Ok(())
}

fn unwritable(change: &Change, error: io::Error, state: &'static str) -> Unwritable {
    Unwritable { path: change.path.clone(), error, state }
}

/// The new content of a file, beside the place where it goes. Nothing for links and removals.
fn prepare(root: &Path, change: &Change) -> io::Result<Option<NamedTempFile>> {
    let folder = real_folder(root, &change.path)?;
    let (Some(bytes), Some(mode)) = (&change.new, change.after.as_ref().and_then(Entry::mode)) else {
        return Ok(None);
    };
    fs::create_dir_all(&folder)?;
    let mut file = NamedTempFile::new_in(&folder)?;
    file.write_all(bytes)?;
    file.as_file().set_permissions(Permissions::from_mode(mode))?;
    file.as_file().sync_all()?;
    Ok(Some(file))
}

/// The folder of a path. No part of it may be a link, because a link can lead outside.
fn real_folder(root: &Path, path: &str) -> io::Result<PathBuf> {
    let mut folder = root.to_owned();
    let Some((parents, _)) = path.rsplit_once('/') else { return Ok(folder) };
    for part in parents.split('/') {
        folder.push(part);
        match fs::symlink_metadata(&folder) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => return Err(io::Error::other(format!("`{}` is not a folder", folder.display()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(folder)
}

fn finish(root: &Path, change: &Change, file: Option<NamedTempFile>) -> io::Result<()> {
    let path = root.join(&change.path);
    match (file, &change.after) {
        (Some(file), _) => file.persist(&path).map(drop).map_err(|error| error.error),
        (None, Some(Entry::Link { target })) => {
            remove(&path)?;
            symlink(target, &path)
        }
        (None, _) => remove(&path),
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
