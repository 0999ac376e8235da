//! Opens files of strangers: only regular files, and only below the folder that the operator named.
#![expect(clippy::disallowed_methods, reason = "this module opens files")]

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A folder that no link leads out of.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    /// With all links resolved.
    root: PathBuf,
}

/// Why a file was not opened.
#[derive(Debug)]
pub(crate) enum NotOpened {
    /// There is no regular file.
    Missing,
    /// A link leads out of the tree.
    Outside,
    /// The file cannot be opened.
    Unreadable(io::Error),
}

impl Tree {
    /// The tree below a folder that the operator named.
    pub(crate) fn new(folder: &Path) -> io::Result<Self> {
        Ok(Self { root: folder.canonicalize()? })
    }

    /// Opens a regular file, and returns its size.
    pub(crate) fn open(&self, path: &Path) -> Result<(File, u64), NotOpened> {
        let resolved = match path.canonicalize() {
            Ok(resolved) => resolved,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Err(NotOpened::Unreadable(error));
            }
            Err(_) => return Err(NotOpened::Missing),
        };
        if !resolved.starts_with(&self.root) {
            return Err(NotOpened::Outside);
        }
        // Opening a pipe would wait for a writer.
        let metadata = fs::metadata(&resolved).map_err(NotOpened::Unreadable)?;
        if !metadata.is_file() {
            return Err(NotOpened::Missing);
        }
        let file = File::open(&resolved).map_err(NotOpened::Unreadable)?;
        Ok((file, metadata.len()))
    }
}

/// The names of the files in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| !kind.is_dir()));
    let mut names: Vec<String> =
        files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// All packages below a folder, by their path in it, sorted. Links to folders are not followed.
pub(crate) fn packages_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(path);
            } else if path.extension().is_some_and(|suffix| suffix == "rpm")
                && let Ok(below) = path.strip_prefix(folder)
            {
                found.push(below.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}
