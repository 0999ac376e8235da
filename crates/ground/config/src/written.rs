use std::collections::BTreeMap;
use std::fmt;

use crate::keys::Keys;
use crate::origin::Origin;
use crate::value::Value;

/// The values in force as they were written: one for each key, with its origin.
///
/// Each entry of a map is a value of its own (`mirror.check.module_references.next`), so a variable can add an entry
/// to those of the file.
#[derive(Clone)]
pub struct Written {
    keys: Keys,
    entries: BTreeMap<String, Entry>,
}

/// One value and its origin.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) value: Value,
    pub(crate) origin: Origin,
}

impl Written {
    /// No value of any of these keys yet.
    pub(crate) fn new(keys: Keys) -> Self {
        Self { keys, entries: BTreeMap::new() }
    }

    /// The keys that there are.
    pub(crate) fn keys(&self) -> Keys {
        self.keys
    }

    /// Sets a value, and replaces the value of a lower layer.
    pub(crate) fn set(&mut self, name: &str, value: Value, origin: Origin) {
        self.entries.insert(name.to_owned(), Entry { value, origin });
    }

    /// The value of a full name.
    pub(crate) fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.get(name)
    }

    /// The entries of a map, by their own names.
    pub(crate) fn entries_of(&self, map: &str) -> impl Iterator<Item = (&str, &Entry)> {
        let prefix = format!("{map}.");
        let entries = self.entries.iter();
        entries.filter_map(move |(name, entry)| Some((name.strip_prefix(prefix.as_str())?, entry)))
    }

    /// The origin of a value, by its full name; `None` if it is not set.
    pub fn origin(&self, name: &str) -> Option<&Origin> {
        self.get(name).map(|entry| &entry.origin)
    }
}

impl fmt::Debug for Written {
    /// As printed: a derived form would show secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::print::print(self))
    }
}
