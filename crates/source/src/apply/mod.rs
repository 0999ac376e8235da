//! The engine: a package and a config in, the changed package and findings out.
//!
//! [`apply()`] is pure. Each action has a file of its own; all of them work on a [`Tree`](crate::tree::Tree) in memory,
//! and report an entry that changes nothing as a *miss*. What needs the outside world, rpm and scripts, is an argument
//! ([`Settings`]).

mod add_files;
mod add_line;
mod already;
mod changelog;
mod checks;
mod conditional;
mod delete_files;
mod delete_line;
mod file;
mod finding;
mod region;
mod release;
mod replace;
mod run;
mod settings;
mod substitute;

pub use already::already_applied;
pub use finding::{Finding, Searched};
pub use run::{Outcome, apply};
pub use settings::{AnyVersion, AskRpmspec, NoRpmspec, NoScripts, RunScripts, ScriptOrder, Settings};
pub(crate) use substitute::{count_block, count_text};

use crate::config::Spanned;

/// A warning where a target other than `spec` means the spec: comments and the changelog are changed as well.
fn spec_by_name(target: &Spanned<String>, files: &[String]) -> Option<Finding> {
    let spec = files.iter().find(|file| is_spec_name(file)).filter(|_| target.value != "spec")?;
    let message = format!(
        "`target`: `{}` is the spec by its name, so comments and the changelog are changed as well",
        target.value
    );
    let help = format!("write `spec` for `{spec}`");
    Some(Finding::warning("spec-by-name", target.span, message).with_help(help))
}

/// Whether a path is that of a spec file.
pub(crate) fn is_spec_name(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension == "spec")
}

/// A warning where several files match what works on the first.
fn several_targets(target: &Spanned<String>, files: &[String]) -> Option<Finding> {
    let [first, others @ ..] = files else { return None };
    if others.is_empty() {
        return None;
    }
    let message = format!(
        "`{}` matches {} files, and only `{first}` is changed; the next one is `{}`",
        target.value,
        files.len(),
        others[0]
    );
    Some(Finding::warning("target-several", target.span, message))
}
