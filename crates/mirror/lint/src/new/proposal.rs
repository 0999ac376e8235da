use std::path::Path;
use std::sync::Arc;

use maneki_ground_diagnostics::Diagnostic;
use maneki_mirror_registry::{SourceFile, SourceTree};

use super::answers::Answers;
use crate::context::Options;
use crate::judge::judge;

/// A mirror file that could be written.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Where it would stand.
    pub path: Arc<str>,
    /// What it would say.
    pub text: String,
    /// What is to be said about it, beside the other files of its registry.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes a file of answers, and judges it as one of the registry (or alone, where there is none).
///
/// `folder` is where mirror files stand. A name that cannot be one gives a finding and a path that nobody
/// should write to: look at the diagnostics first.
pub fn propose(
    answers: &Answers,
    folder: &Path,
    registry: Option<&SourceTree>,
    options: &Options<'_>,
) -> Proposal {
    let text = answers.to_yaml();
    let file_name = format!("{}.yml", answers.name.replace(['/', '\\', '\0'], "_"));
    let path: Arc<str> = folder.join(file_name).display().to_string().into();
    let file = SourceFile { path: Arc::clone(&path), text: Ok(text.clone()) };
    let mut source = registry.cloned().unwrap_or_else(SourceTree::empty);
    source.mirrors.retain(|other| other.path != path);
    source.mirrors.push(file);
    source.mirrors.sort_by(|a, b| a.path.cmp(&b.path));
    let mut diagnostics = judge(&source, options);
    // What it does to others is told at the others.
    let of_name = |found: &Diagnostic| found.path == path || found.message.contains(&*path);
    diagnostics.retain(of_name);
    Proposal { path, text, diagnostics }
}
