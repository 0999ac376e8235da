use std::collections::BTreeMap;
use std::fs::{self, FileType};
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::tree::{Entry, Source, Tree, Unreadable};

/// How many entries a folder may have.
const MOST_ENTRIES: usize = 500_000;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1 << 30;

/// A folder on the disk. Links are not followed, and `.git` is left out.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    entries: BTreeMap<String, Entry>,
}

/// A folder that cannot be listed.
#[derive(Debug, thiserror::Error)]
#[error("`{}` cannot be read: {error}", path.display())]
pub struct Unopened {
    path: PathBuf,
    error: io::Error,
}

impl Folder {
    /// Lists a folder. Names that are not UTF-8 are left out, because no target can mean them.
    pub fn open(root: &Path) -> Result<Self, Unopened> {
        let mut entries = BTreeMap::new();
        let mut waiting = vec![String::new()];
        while let Some(folder) = waiting.pop() {
            let path = root.join(&folder);
            let failed = |error| Unopened { path: path.clone(), error };
            for entry in fs::read_dir(&path).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let Ok(name) = entry.file_name().into_string() else { continue };
                if name == ".git" {
                    continue;
                }
                let below = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                let kind = entry.file_type().map_err(failed)?;
                if kind.is_dir() {
                    waiting.push(below);
                    continue;
                }
                entries.insert(below, read_entry(&entry.path(), kind).map_err(failed)?);
                if entries.len() > MOST_ENTRIES {
                    return Err(failed(io::Error::other(format!("it has more than {MOST_ENTRIES} files"))));
                }
            }
        }
        Ok(Self { root: root.to_owned(), entries })
    }

    /// A folder without an entry, for a config that has nothing beside it.
    pub fn empty() -> Self {
        Self { root: PathBuf::new(), entries: BTreeMap::new() }
    }

    /// The folder as a tree, whose files are read when they are needed.
    pub fn tree(&self) -> Tree<'_> {
        Tree::new(self.entries.clone(), self)
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The names of the files below one of its folders, without the folder. `None` if there is no such folder.
    pub fn names_below(&self, folder: &str) -> Option<std::collections::BTreeSet<String>> {
        let prefix = format!("{folder}/");
        let below = self.entries.keys().filter_map(|path| path.strip_prefix(&prefix).map(str::to_owned));
        let names: std::collections::BTreeSet<String> = below.collect();
        (!names.is_empty() || self.root.join(folder).is_dir()).then_some(names)
    }
}

fn read_entry(path: &Path, kind: FileType) -> io::Result<Entry> {
    if kind.is_symlink() {
        let target = fs::read_link(path)?;
        // A target that is not UTF-8 leads nowhere.
        return Ok(Entry::Link {
            target: target.into_os_string().into_string().unwrap_or_else(|_| "/".to_owned()),
        });
    }
    if kind.is_fifo() || kind.is_socket() || kind.is_block_device() || kind.is_char_device() {
        return Ok(Entry::Special);
    }
    Ok(Entry::Original { mode: fs::symlink_metadata(path)?.mode() & 0o7777 })
}

impl Source for Folder {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, Unreadable> {
        let file = self.root.join(path);
        let failed = |reason: String| Unreadable { path: path.to_owned(), reason };
        let metadata = fs::symlink_metadata(&file).map_err(|error| failed(error.to_string()))?;
        if !metadata.is_file() {
            return Err(failed("it is not a file".to_owned()));
        }
        if metadata.len() > LARGEST {
            return Err(failed(format!("it has more than {LARGEST} bytes")));
        }
        fs::read(&file).map(Arc::from).map_err(|error| failed(error.to_string()))
    }
}
