use super::add_files::Context;
use super::settings::ScriptOrder;
use super::{
    Finding, Settings, add_files, add_line, changelog, checks, delete_files, delete_line, release, replace,
};
use crate::config::{Action, Config, RunScript, ScriptFolder};
use crate::spec::Evr;
use crate::tree::{Resolved, Tree};

/// What a run made of a package.
#[derive(Debug)]
pub struct Outcome<'p> {
    /// The package afterwards. It is worth something only if nothing was missed.
    pub tree: Tree<'p>,
    /// The findings, in the order of the actions.
    pub findings: Vec<Finding>,
    /// The version that the newest header of the changelog carries.
    pub evr: Option<Evr>,
}

/// Applies a config to a package, in memory.
///
/// After a miss the run goes on with the next entry, so that all of them are reported.
pub fn apply<'p>(
    config: &Config,
    package: &Tree<'p>,
    folder: &Tree<'_>,
    settings: &Settings<'_>,
) -> Outcome<'p> {
    let mut tree = package.clone();
    let mut folder = folder.clone();
    let mut findings = Vec::new();
    let mut evr = None;
    for action in &config.actions {
        match action {
            Action::Replace(entries) => {
                for entry in entries {
                    replace::apply(entry, &mut tree, &mut findings);
                }
            }
            Action::DeleteLine(entries) => {
                for entry in entries {
                    delete_line::apply(entry, &mut tree, &mut findings);
                }
            }
            Action::ModifyRelease(entries) => {
                for entry in entries {
                    release::apply(entry, &mut tree, &mut findings);
                }
            }
            Action::Changelog(entries) => {
                let written =
                    changelog::apply(entries, &config.parameters, settings, &mut tree, &mut findings);
                evr = written.or(evr);
            }
            Action::AddFiles(entries) => {
                let context = Context { parameters: &config.parameters, settings };
                for entry in entries {
                    add_files::apply(entry, &context, &folder, &mut tree, &mut findings);
                }
            }
            Action::DeleteFiles(entries) => {
                for entry in entries {
                    delete_files::apply(entry, settings.package, &mut tree, &mut findings);
                }
            }
            Action::RunScript(entries) => {
                for entry in entries {
                    findings.extend(run_script(entry, settings, &mut tree, &mut folder));
                }
            }
            Action::AddLine(entries) => {
                for entry in entries {
                    add_line::apply(entry, &mut tree, &mut findings);
                }
            }
        }
    }
    findings.extend(checks::numbers_twice(config, &tree));
    Outcome { tree, findings, evr }
}

fn run_script(
    entry: &RunScript,
    settings: &Settings<'_>,
    package: &mut Tree<'_>,
    config: &mut Tree<'_>,
) -> Option<Finding> {
    let in_config = entry.folder == ScriptFolder::Config;
    let script = &entry.script.value;
    let miss = match config.resolve(&format!("scripts/{script}")) {
        Resolved::File(_) => None,
        Resolved::Outside => Some(("path-outside", "is a link that leads outside of the config folder")),
        Resolved::Folder | Resolved::Nothing => Some(("script-failed", "is not a file beside the config")),
    };
    if let Some((code, why)) = miss {
        return Some(Finding::miss(code, entry.script.span, format!("`script`: `scripts/{script}` {why}")));
    }
    let order = ScriptOrder { script, in_config, package, config };
    let failure = settings.scripts.run(order).err()?;
    Some(Finding::miss("script-failed", entry.script.span, format!("`{script}`: {failure}")))
}
