use std::path::Path;
use std::sync::Arc;

use maneki_ground_diagnostics::Diagnostic;
use maneki_mirror_registry::{SourceFile, SourceTree};

use super::answers::Answers;
use crate::check::check;
use crate::options::Options;

/// A mirror file that could be written.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The path of the file.
    pub path: Arc<str>,
    /// The text of the file.
    pub text: String,
    /// The findings about it, in its registry.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes a file of answers and checks it in its registry, or alone without one.
///
/// `folder` is the folder of the mirror files. A name in the wrong form gives a finding and a path that must not be
/// written: check the diagnostics first.
pub fn propose(
    answers: &Answers,
    folder: &Path,
    registry: Option<&SourceTree>,
    options: &Options,
) -> Proposal {
    let text = answers.to_yaml();
    let file_name = format!("{}.yml", answers.name.replace(['/', '\\', '\0'], "_"));
    let path: Arc<str> = folder.join(file_name).display().to_string().into();
    let file = SourceFile::new(&path, &text);
    let mut source = registry.cloned().unwrap_or_else(SourceTree::empty);
    source.mirrors.retain(|other| other.path != path);
    source.mirrors.push(file);
    source.mirrors.sort_by(|a, b| a.path.cmp(&b.path));
    let mut diagnostics = check(&source, options);
    // A finding about another file may name this one.
    let of_name = |found: &Diagnostic| found.path == path || found.message.contains(&*path);
    diagnostics.retain(of_name);
    Proposal { path, text, diagnostics }
}
