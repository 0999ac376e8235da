use std::collections::BTreeMap;
use std::fmt;

use crate::layers::defaults;
use crate::layers::environment;
use crate::layers::file::{self, ConfigFile};
use crate::layers::flags;
use crate::origin::Origin;
use crate::problem::Problem;
use crate::value::Value;

/// What is in force, as it was written: one value a key, each with its origin.
///
/// Entries of a map stand on their own (`check.module_references.next`), so that a variable can add one to
/// those of the file.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Written {
    entries: BTreeMap<String, Entry>,
}

/// One value and who wrote it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) value: Value,
    pub(crate) origin: Origin,
}

impl Written {
    /// Lays the layers over each other. Problems do not stop it: there may be more of them.
    pub(crate) fn merge(
        file: Option<ConfigFile<'_>>,
        environment: impl IntoIterator<Item = (std::ffi::OsString, std::ffi::OsString)>,
        flags: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut written = Self::default();
        defaults::read(&mut written, problems);
        if let Some(file) = file {
            file::read(file, &mut written, problems);
        }
        environment::read(environment, &mut written, problems);
        flags::read(flags, &mut written, problems);
        written
    }

    /// Sets a value; what a layer below said is forgotten.
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

    /// Who set a key: `server.listen`, or `check.module_references.next`; `None` where it is not set.
    pub fn origin(&self, name: &str) -> Option<&Origin> {
        self.get(name).map(|entry| &entry.origin)
    }
}

impl fmt::Debug for Written {
    /// As printed: the derived form would show secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::print::print(self))
    }
}
