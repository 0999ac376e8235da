use std::io;
use std::path::Path;

use maneki_ground_diagnostics::one_line;

/// A registry, or a path in one, that cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {problem}; {remedy}", one_line(path))]
pub struct Unreadable {
    path: String,
    problem: String,
    remedy: &'static str,
}

impl Unreadable {
    pub(crate) fn new(path: &Path, problem: impl Into<String>, remedy: &'static str) -> Self {
        Self { path: path.display().to_string(), problem: problem.into(), remedy }
    }

    /// A folder that the system does not read.
    pub(crate) fn folder(path: &Path, error: &io::Error, remedy: &'static str) -> Self {
        let problem = match error.kind() {
            io::ErrorKind::NotFound => "there is no such folder".into(),
            io::ErrorKind::PermissionDenied => "permission to read the folder is denied".into(),
            _ => format!("the folder cannot be read: {error}"),
        };
        Self::new(path, problem, remedy)
    }

    /// The problem without the path.
    pub fn problem(&self) -> &str {
        &self.problem
    }
}
