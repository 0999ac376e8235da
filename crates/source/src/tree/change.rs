use std::sync::Arc;

use super::Entry;

/// How one path of a tree differs from what it was.
#[derive(Debug, Clone)]
pub struct Change {
    /// The path, with `/` between its parts.
    pub path: String,
    /// The entry before.
    pub before: Option<Entry>,
    /// The entry now.
    pub after: Option<Entry>,
    /// The bytes of the file before.
    pub old: Option<Arc<[u8]>>,
    /// The bytes of the file now.
    pub new: Option<Arc<[u8]>>,
}

impl Change {
    /// The word for the kind of the change.
    pub fn kind(&self) -> &'static str {
        match (&self.before, &self.after) {
            (None, _) => "added",
            (_, None) => "deleted",
            _ => "modified",
        }
    }
}
