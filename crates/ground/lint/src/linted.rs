use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_ground_diagnostics::{Applicability, Diagnostic, Severity};

use crate::summary::Summary;

/// Texts by path.
pub type Texts = BTreeMap<Arc<str>, Arc<str>>;

/// The findings of a linter and the texts that they are about.
#[derive(Debug, Clone, Default)]
pub struct Linted {
    /// All findings, sorted by path and position.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts of the files.
    pub texts: Texts,
    /// The number of files.
    pub files: usize,
    /// Paths that cannot be read, each with the reason. They do not stop the others.
    pub unreadable: Vec<String>,
}

impl Linted {
    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(|text| &**text)
    }

    /// The number of findings.
    pub fn summary(&self) -> Summary {
        let count = |severity| self.diagnostics.iter().filter(|found| found.severity == severity).count();
        let fixes = self.diagnostics.iter().filter_map(|found| found.fix.as_ref());
        Summary {
            files: self.files,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            fixable: fixes.filter(|fix| fix.applicability == Applicability::Safe).count(),
        }
    }
}
