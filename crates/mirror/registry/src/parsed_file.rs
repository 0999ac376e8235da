use std::sync::Arc;

use maneki_ground_yaml::{Document, Mapping};

/// A file that is YAML: its text and its tree.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedFile {
    /// Its path.
    pub path: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
    /// Its tree.
    pub document: Document,
}

impl ParsedFile {
    /// The keys of the file, if it is a group of keys.
    pub fn root(&self) -> Option<&Mapping> {
        self.document.root.mapping()
    }
}
