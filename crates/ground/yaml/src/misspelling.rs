use maneki_ground_diagnostics::{nearest, shown};

use crate::table::Table;

/// The key that an unknown key probably means.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Meaning {
    /// The unknown key is a typing error.
    Typo(&'static str),
    /// Other programs use the unknown key; the form of its value may differ as well.
    Synonym(&'static str),
}

impl Meaning {
    /// The meaning of an unknown key, unless it belongs to another group of the file.
    pub(crate) fn guess<S>(key: &str, table: &'static Table<S>) -> Option<Self> {
        if table.elsewhere(key).is_some() {
            return None;
        }
        let lower = shown(key).to_lowercase();
        let lower = lower.trim();
        if let Some((_, name)) = table.synonyms.iter().find(|(word, _)| *word == lower) {
            return Some(Self::Synonym(name));
        }
        nearest(lower, table.keys.iter().map(|key| key.name)).map(Self::Typo)
    }

    pub(crate) fn key(self) -> &'static str {
        let (Self::Typo(key) | Self::Synonym(key)) = self;
        key
    }
}
