use std::sync::Arc;

use crate::source_file::SourceFile;
use crate::unreadable::Unreadable;

/// A registry before it is parsed: texts with their paths.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceTree {
    /// `config.yml`.
    pub config: SourceFile,
    /// The mirror files, sorted by path.
    pub mirrors: Vec<SourceFile>,
    /// Files in the same folder that are not mirror files because of their names, sorted.
    pub ignored: Vec<Arc<str>>,
    /// The folder of the mirror files, if it was read.
    pub folder: Option<Arc<str>>,
    /// Why the folder of the mirror files could not be read.
    pub unreadable: Option<Unreadable>,
}

impl SourceTree {
    /// The problem of a path at which there is nothing.
    pub(crate) const NO_FILE: &str = "there is no such file";

    /// A registry without mirrors and without a `config.yml`.
    pub fn empty() -> Self {
        let config = SourceFile { path: "".into(), text: Err(Self::NO_FILE.into()) };
        Self { config, mirrors: Vec::new(), ignored: Vec::new(), folder: None, unreadable: None }
    }

    /// A registry of texts: `config.yml`, and mirror files with their paths.
    pub fn from_texts<'a>(config: &str, mirrors: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mirrors = mirrors.into_iter().map(|(path, text)| SourceFile::new(path, text)).collect();
        Self { config: SourceFile::new("config.yml", config), mirrors, ..Self::empty() }
    }

    /// The folder of `config.yml` with a slash at its end, as the paths of the files begin: empty if the files are
    /// in the working directory.
    pub fn root(&self) -> &str {
        self.config.path.strip_suffix(self.config.file_name()).unwrap_or("")
    }
}
