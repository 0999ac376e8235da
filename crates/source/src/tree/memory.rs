use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Entry, FILE_MODE, Source, Tree, Unreadable};

/// Files that are in memory from the beginning.
#[derive(Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Memory {
    /// Adds a file.
    pub fn add(&mut self, path: &str, bytes: &[u8]) {
        self.files.insert(path.to_owned(), bytes.into());
    }

    /// The files as a tree.
    pub fn tree(&self) -> Tree<'_> {
        Tree::new(self.files.keys().map(|path| (path.clone(), Entry::Original { mode: FILE_MODE })), self)
    }
}

impl Source for Memory {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, Unreadable> {
        let missing = || Unreadable { path: path.to_owned(), reason: "there is no such file".to_owned() };
        self.files.get(path).cloned().ok_or_else(missing)
    }
}
