//! Finds repositories in a folder.
#![expect(clippy::disallowed_methods, reason = "this module searches folders")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Folders inside each other that are searched; a distribution has five.
const DEEPEST: usize = 32;

/// The folder itself if it has a `repodata/repomd.xml`, else every repository below it, in the order of their paths.
///
/// A repository does not contain others. Links to folders are not followed.
pub(crate) fn repositories(folder: &Path) -> io::Result<Vec<PathBuf>> {
    // An unreadable folder is an error; one below it is passed over.
    fs::read_dir(folder)?;
    let mut found = Vec::new();
    search(folder, 0, &mut found);
    Ok(found)
}

fn search(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    if folder.join("repodata/repomd.xml").symlink_metadata().is_ok() {
        found.push(folder.to_owned());
        return;
    }
    if depth == DEEPEST {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else { return };
    let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
    let mut folders: Vec<PathBuf> = entries.flatten().filter(is_folder).map(|entry| entry.path()).collect();
    folders.sort();
    for folder in folders {
        search(&folder, depth + 1, found);
    }
}
