use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::fake_mirror::{Request, Wire};

/// The files of a mirror, which are exchanged all at once; clones are the same files.
#[derive(Clone, Default)]
pub struct Files(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl Files {
    /// These files, by their paths below the mirror's base URL.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect();
        Self(Arc::new(Mutex::new(files)))
    }

    /// Everything below a folder, by its path there.
    ///
    /// # Panics
    /// Where it cannot be read.
    pub fn read(folder: &Path) -> Self {
        let files = Self::default();
        files.read_into(folder, "");
        files
    }

    #[expect(clippy::disallowed_methods, reason = "a test serves what it made on disk")]
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

    /// What is in a file; nothing where there is none.
    pub fn get(&self, path: &str) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned().unwrap_or_default()
    }

    /// Puts a file there, or something else in its place.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes.to_vec());
    }

    /// Changes each file whose path ends so.
    pub fn spoil(&self, ending: &str, change: impl Fn(&mut Vec<u8>)) {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.iter_mut().filter(|(path, _)| path.ends_with(ending)).for_each(|(_, bytes)| change(bytes));
    }

    /// The same files once more, to be changed on their own.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self(Arc::new(Mutex::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())))
    }

    /// All files of another mirror in the place of these, from one request to the next.
    pub fn become_like(&self, other: &Self) {
        let others = other.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = others;
    }

    /// What a good mirror answers.
    pub fn answer(&self, request: &Request) -> Wire {
        let path = request.path.strip_prefix("/linux/").unwrap_or_default();
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(path).map_or_else(|| Wire::status(404), |bytes| Wire::ok(bytes))
    }
}
