use std::sync::Arc;

use maneki_ground_diagnostics::Span;

/// A file of a registry, read or not.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceFile {
    /// Its path, relative to the working directory of the user.
    pub path: Arc<str>,
    /// Its text, or why it has none.
    pub text: Result<Arc<str>, Unread>,
}

/// Why a file has no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The place of the problem in the file.
    pub span: Span,
    /// One sentence, without a full stop.
    pub problem: String,
}

impl SourceFile {
    /// A file with a text.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: Ok(text.into()) }
    }

    /// The file's name without folders.
    pub fn file_name(&self) -> &str {
        file_name(&self.path)
    }
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

impl<T: Into<String>> From<T> for Unread {
    /// A problem of the file as a whole.
    fn from(problem: T) -> Self {
        Self { span: Span::START, problem: problem.into() }
    }
}
