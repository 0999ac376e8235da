use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use super::Folder;
use crate::tree::{Entry, Tree};

/// Writes a tree into an empty folder. Devices and the like are left out.
pub(super) fn fill(root: &Path, tree: &Tree<'_>) -> io::Result<()> {
    for (path, entry) in tree.entries() {
        let file = root.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        match entry {
            Entry::Link { target } => symlink(target, &file)?,
            Entry::Special => {}
            Entry::Original { mode } | Entry::Written { mode, .. } => {
                fs::write(&file, tree.read(path).map_err(io::Error::other)?)?;
                fs::set_permissions(&file, Permissions::from_mode(*mode))?;
            }
        }
    }
    Ok(())
}

/// Takes over what a scratch copy of a tree has become.
pub(super) fn take_over(root: &Path, tree: &mut Tree<'_>) -> io::Result<()> {
    let folder = Folder::open(root).map_err(io::Error::other)?;
    let now = folder.tree();
    let gone: Vec<String> = tree
        .entries()
        .filter(|(path, entry)| now.entry(path).is_none() && **entry != Entry::Special)
        .map(|(path, _)| path.to_owned())
        .collect();
    for path in &gone {
        tree.remove(path);
    }
    for (path, entry) in now.entries() {
        let Some(mode) = entry.mode() else {
            if tree.entry(path) != Some(entry) {
                tree.put(path, entry.clone());
            }
            continue;
        };
        let bytes = now.read(path).map_err(io::Error::other)?;
        let same_mode = tree.entry(path).and_then(Entry::mode) == Some(mode);
        if !same_mode || tree.read(path).map_err(io::Error::other)? != bytes {
            tree.put(path, Entry::Written { mode, bytes });
        }
    }
    Ok(())
}
