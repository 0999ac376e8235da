use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::{Change, Entry};

/// Where the contents of files come from.
pub trait Source {
    /// The bytes of the file at this path.
    fn read(&self, path: &str) -> Result<Arc<[u8]>, Unreadable>;
}

/// A file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` cannot be read: {reason}")]
pub struct Unreadable {
    /// The file.
    pub path: String,
    /// Why not.
    pub reason: String,
}

/// A folder in memory.
#[derive(Clone)]
pub struct Tree<'s> {
    source: &'s dyn Source,
    original: Arc<BTreeMap<String, Entry>>,
    entries: BTreeMap<String, Entry>,
    read: RefCell<BTreeMap<String, Arc<[u8]>>>,
}

impl fmt::Debug for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tree").field("entries", &self.entries).finish_non_exhaustive()
    }
}

impl<'s> Tree<'s> {
    /// A tree of these entries, whose contents come from `source`. Paths have `/` between their parts.
    pub fn new(entries: impl IntoIterator<Item = (String, Entry)>, source: &'s dyn Source) -> Self {
        let entries: BTreeMap<String, Entry> = entries.into_iter().collect();
        Self { source, original: Arc::new(entries.clone()), entries, read: RefCell::default() }
    }

    /// The entry at a path.
    pub fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.get(path)
    }

    /// Every path with its entry, in byte order of the paths.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(path, entry)| (path.as_str(), entry))
    }

    /// Every path with its entry: the entries of a folder by name, then those of its subfolders.
    pub fn in_order(&self) -> Vec<(&str, &Entry)> {
        let mut entries: Vec<_> = self.entries().collect();
        entries.sort_by(|(left, _), (right, _)| order_key(left).cmp(&order_key(right)));
        entries
    }

    /// The bytes of a file.
    pub fn read(&self, path: &str) -> Result<Arc<[u8]>, Unreadable> {
        match self.entries.get(path) {
            Some(Entry::Written { bytes, .. }) => Ok(Arc::clone(bytes)),
            Some(Entry::Original { .. }) => self.read_original(path),
            _ => Err(Unreadable { path: path.to_owned(), reason: "there is no such file".to_owned() }),
        }
    }

    fn read_original(&self, path: &str) -> Result<Arc<[u8]>, Unreadable> {
        if let Some(bytes) = self.read.borrow().get(path) {
            return Ok(Arc::clone(bytes));
        }
        let bytes = self.source.read(path)?;
        self.read.borrow_mut().insert(path.to_owned(), Arc::clone(&bytes));
        Ok(bytes)
    }

    /// Writes a file, which keeps its permissions; a new one gets `mode`.
    pub fn write(&mut self, path: &str, bytes: impl Into<Arc<[u8]>>, mode: u32) {
        let mode = self.entries.get(path).and_then(Entry::mode).unwrap_or(mode);
        self.entries.insert(path.to_owned(), Entry::Written { mode, bytes: bytes.into() });
    }

    /// Replaces the entry at a path.
    pub fn put(&mut self, path: &str, entry: Entry) {
        self.entries.insert(path.to_owned(), entry);
    }

    /// Removes an entry.
    pub fn remove(&mut self, path: &str) {
        self.entries.remove(path);
    }

    /// Whether there is a folder of this path.
    pub fn has_folder(&self, path: &str) -> bool {
        let prefix = format!("{path}/");
        self.entries.range(prefix.clone()..).next().is_some_and(|(entry, _)| entry.starts_with(&prefix))
    }

    /// What differs from the original, by path.
    pub fn changes(&self) -> Result<Vec<Change>, Unreadable> {
        let paths: BTreeSet<&String> = self.original.keys().chain(self.entries.keys()).collect();
        let mut changes = Vec::new();
        for path in paths {
            let (before, after) = (self.original.get(path), self.entries.get(path));
            if before == after {
                continue;
            }
            let old = match before {
                Some(Entry::Original { .. }) => Some(self.read_original(path)?),
                _ => None,
            };
            let new = match after {
                Some(Entry::Original { .. } | Entry::Written { .. }) => Some(self.read(path)?),
                _ => None,
            };
            let same_mode = before.and_then(Entry::mode) == after.and_then(Entry::mode);
            if old.is_some() && old == new && same_mode {
                continue;
            }
            changes.push(Change {
                path: path.clone(),
                before: before.cloned(),
                after: after.cloned(),
                old,
                new,
            });
        }
        Ok(changes)
    }
}

/// What paths are sorted by: in each folder files come before subfolders.
fn order_key(path: &str) -> Vec<(bool, &str)> {
    let parts: Vec<&str> = path.split('/').collect();
    let last = parts.len() - 1;
    parts.into_iter().enumerate().map(|(place, part)| (place < last, part)).collect()
}
