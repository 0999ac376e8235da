use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::fake_mirror::{Request, Wire};

/// The files of a mirror. They can be replaced all at once. Clones share the same files.
#[derive(Clone, Default)]
pub struct Files(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl Files {
    /// Creates files from pairs of a path below the mirror's base URL and content.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect();
        Self(Arc::new(Mutex::new(files)))
    }

    /// Reads all files below a folder.
    ///
    /// # Panics
    /// If the folder cannot be read.
    pub fn read(folder: &Path) -> Self {
        let files = Self::default();
        files.read_into(folder, "");
        files
    }

    #[expect(clippy::disallowed_methods, reason = "a test serves files that it created on disk")]
    fn read_into(&self, folder: &Path, below: &str) {
        let entries =
            std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries.map_while(Result::ok) {
            let path = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                self.read_into(&entry.path(), &format!("{path}/"));
            } else {
                self.put(
                    &path,
                    &std::fs::read(entry.path()).unwrap_or_else(|error| panic!("{path}: {error}")),
                );
            }
        }
    }

    /// The content of a file, or empty if it does not exist.
    pub fn get(&self, path: &str) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned().unwrap_or_default()
    }

    /// Creates or replaces a file.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes.to_vec());
    }

    /// Changes each file whose path ends with a suffix.
    pub fn spoil(&self, ending: &str, change: impl Fn(&mut Vec<u8>)) {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.iter_mut().filter(|(path, _)| path.ends_with(ending)).for_each(|(_, bytes)| change(bytes));
    }

    /// A copy of the files that can be changed independently.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self(Arc::new(Mutex::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())))
    }

    /// Replaces all files with those of another mirror, between two requests.
    pub fn become_like(&self, other: &Self) {
        let others = other.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = others;
    }

    /// The answer of a good mirror.
    pub fn answer(&self, request: &Request) -> Wire {
        let path = request.path.strip_prefix("/linux/").unwrap_or_default();
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(path).map_or_else(|| Wire::status(404), |bytes| Wire::ok(bytes))
    }
}
