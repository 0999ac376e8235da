use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;
use maneki_ground_command::{Failure, Session};
use maneki_ground_diagnostics::Severity;

use super::inputs::{ConfigInput, package_name};
use super::render;
use crate::apply::{AnyVersion, NoScripts, Settings};
use crate::config::{read, rewrite};
use crate::disk::{Folder, write};
use crate::plan::{Job, Plan, Report, diff};
use crate::tree::{Change, Entry, FILE_MODE};

/// How often the config is changed and tried again: a change can bring another miss to light.
const MOST_ROUNDS: usize = 16;

/// Change `find` and `replace` of a config so that it fits again.
///
/// Edits only the values of entries for which there is a safe change; comments and notation stay.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  maneki source mend rpms/pesign --config autopatch/pesign --diff\n\n\
    Exit codes:\n  0  the config fits now\n  1  an entry does not fit, and must be changed by hand\n  \
    2  wrong usage, or the config has errors\n  3  a file cannot be read or written")]
pub(super) struct Arguments {
    /// The folder of the package
    #[arg(value_name = "SOURCE")]
    source: PathBuf,
    /// The config: a file, or a folder with a `config.yaml`
    #[arg(long, value_name = "CONFIG")]
    config: PathBuf,
    /// The name of the package, if it is not that of the folder
    #[arg(long, value_name = "NAME")]
    package: Option<String>,
    /// Show the changes of the config, and write nothing
    #[arg(long)]
    diff: bool,
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let input = ConfigInput::open(&self.config)?;
        let folder = Folder::open(&self.source)?;
        let name = match &self.package {
            Some(name) => name.clone(),
            None => package_name(&self.source)?,
        };
        if input.config().is_none() {
            let shown =
                render::findings(&input.diagnostics, &input.reading.text, session.has_coloured_notes());
            session.note(&format!("{shown}{}", render::summary(&input.diagnostics)));
            return Ok(ExitCode::from(2));
        }
        let before = input.reading.text.to_string();
        let (after, reports) = mended(&before, &input, &folder, &name)?;
        let change = change(&input, &before, &after);
        if self.diff {
            session.print(&diff(&change))?;
        } else {
            write(&input.parent, &change)?;
        }
        let left: Vec<Report> =
            reports.into_iter().filter(|report| report.diagnostic.severity == Severity::Error).collect();
        let shown = render::reports(&left, &after, session.has_coloured_notes());
        let state = if before == after { "nothing to change" } else { "changed" };
        let state = if self.diff && before != after { "would change" } else { state };
        session.note(&format!("{shown}{}: {state}; {} left\n", input.file_name, left.len()));
        Ok(ExitCode::from(u8::from(!left.is_empty())))
    }
}

/// The text of the config with every safe change, and the findings about it.
fn mended(
    text: &str,
    input: &ConfigInput,
    folder: &Folder,
    package: &str,
) -> Result<(String, Vec<Report>), Failure> {
    let path: Arc<str> = input.path();
    let mut text = text.to_owned();
    let mut reports = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let Some(config) = read(&path, text.as_bytes()).config else { break };
        let settings = Settings {
            package,
            brand: "AlmaLinux",
            date: Date::constant(2000, 1, 1),
            el: "8",
            rpmspec: &AnyVersion,
            scripts: &NoScripts,
        };
        let job = Job {
            config: &config,
            warnings: &[],
            package: &folder.tree(),
            folder: &input.folder.tree(),
            settings,
            strict: false,
            again: false,
        };
        reports = Plan::new(&job)?.reports;
        match edited(&text, &reports).filter(|new| read(&path, new.as_bytes()).config.is_some()) {
            Some(new) => text = new,
            None => break,
        }
    }
    Ok((text, reports))
}

/// A text with the changes of all reports. `None` without one.
fn edited(text: &str, reports: &[Report]) -> Option<String> {
    let mut edits = Vec::new();
    for report in reports {
        let Some(mend) = &report.mend else { continue };
        edits.extend(rewrite(text, report.diagnostic.span, &mend.find));
        if let (Some(replace), Some(span)) = (&mend.replace, report.replace_span) {
            edits.extend(rewrite(text, span, replace));
        }
    }
    edits.sort();
    edits.dedup();
    let overlap = edits.windows(2).any(|pair| pair[0].end > pair[1].start);
    if edits.is_empty() || overlap {
        return None;
    }
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for edit in &edits {
        new.push_str(text.get(at..edit.start)?);
        new.push_str(&edit.text);
        at = edit.end;
    }
    new.push_str(text.get(at..)?);
    (new != text).then_some(new)
}

/// The change of the config file; none if the text is the same.
fn change(input: &ConfigInput, before: &str, after: &str) -> Vec<Change> {
    if before == after {
        return Vec::new();
    }
    let entry = Entry::Original {
        mode: input.folder.tree().entry(&input.file_name).and_then(Entry::mode).unwrap_or(FILE_MODE),
    };
    vec![Change {
        path: input.file_name.clone(),
        before: Some(entry.clone()),
        after: Some(entry),
        old: Some(before.as_bytes().into()),
        new: Some(after.as_bytes().into()),
    }]
}
