//! Verifies repositories, one after the other.

mod summary;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};
use maneki_ground_lint::check;

use crate::load::load;
use crate::locate::repositories;
use crate::repository::{Depth, Terms};
use crate::rules::{NOT_JUDGED, RULES};
use crate::tree::Tree;
pub use summary::RepositorySummary;

/// What is verified, and how.
#[derive(Debug)]
pub struct Request {
    /// Folders with a repository, or with repositories below them.
    pub paths: Vec<PathBuf>,
    /// What the operator expects.
    pub terms: Terms,
    /// Rules whose findings are left out.
    pub ignored: Vec<String>,
    /// How many files are read at a time.
    pub jobs: NonZeroUsize,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Verified {
    /// All repositories, in the order of the command line and of their paths.
    pub repositories: Vec<RepositorySummary>,
    /// All findings, sorted by path and place.
    pub diagnostics: Vec<Diagnostic>,
    /// Paths that cannot be read, each with the reason.
    pub unreadable: Vec<String>,
}

/// Reads every repository, and applies every rule. `progress` hears of each repository before it is read.
pub fn verify(request: &Request, mut progress: impl FnMut(&str)) -> Verified {
    let mut verified = Verified::default();
    for path in &request.paths {
        let found = repositories(path).and_then(|found| Ok((found, Tree::new(path)?)));
        let (found, tree) = match found {
            Ok(found) => found,
            Err(error) => {
                verified.unreadable.push(format!("{}: the folder cannot be read: {error}", path.display()));
                continue;
            }
        };
        // A folder without repositories is one without `repomd.xml`.
        let found = if found.is_empty() { vec![path.clone()] } else { found };
        for folder in found {
            let shown = shown(&folder);
            progress(&shown);
            let repository = load(&folder, shown, &tree, &request.terms, request.jobs.get());
            verified.diagnostics.extend(check(&repository, RULES));
            verified.repositories.push(RepositorySummary::new(&repository));
        }
    }
    verified.diagnostics.extend(unjudged_signatures(&verified.repositories));
    verified.diagnostics.retain(|found| !request.ignored.iter().any(|code| code == found.code.0));
    verified.diagnostics.sort();
    verified.diagnostics.dedup();
    verified
}

/// A folder as findings name it.
fn shown(folder: &Path) -> Arc<str> {
    let shown = folder.display().to_string();
    let trimmed = shown.trim_end_matches('/');
    if trimmed.is_empty() { "/".into() } else { trimmed.into() }
}

/// Once for all repositories: no keys were given.
fn unjudged_signatures(repositories: &[RepositorySummary]) -> Option<Diagnostic> {
    let first =
        repositories.iter().find(|summary| summary.depth > Depth::Metadata && summary.packages > 0)?;
    let path: Arc<str> = format!("{}/repodata/repomd.xml", first.path).into();
    let message = "signatures are not checked, because no keys are given";
    let code = RuleCode(NOT_JUDGED);
    let found = Diagnostic::new(&path, Span::START, Severity::Info, code, message);
    Some(found.with_help("check them with `rpmkeys --checksig`"))
}
