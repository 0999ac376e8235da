use std::path::{Path, PathBuf};

use maneki_ground_diagnostics::Applicability;
use maneki_mirror_registry::Unreadable;

use crate::context::Options;
use crate::diff::diff;
use crate::fixes::fix;
use crate::format::Format;
use crate::paths::{Linted, lint};
use crate::write::{Unwritable, replace};

/// What `maneki mirror lint` is asked to do.
#[derive(Debug, Clone)]
pub struct Request {
    /// Registry folders and single files.
    pub paths: Vec<PathBuf>,
    /// How findings are printed.
    pub format: Format,
    /// Warnings fail as well.
    pub strict: bool,
    /// Which fixes are applied, if any.
    pub fix: Option<Applicability>,
    /// Show what fixing would change, and write nothing.
    pub diff: bool,
}

/// What `maneki mirror lint` has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// For standard output.
    pub output: String,
    /// For standard error: a summary, where the format has none of its own.
    pub note: String,
    /// For standard error: paths that were named and cannot be read. They did not stop the others.
    pub unreadable: Vec<Unreadable>,
    /// 0: nothing speaks against it; 1: something does; 3: a path cannot be read.
    pub exit_code: u8,
}

/// Does all of `maneki mirror lint` but printing: `colour` is for a terminal that wants it, `version` is the
/// program's.
///
/// With `diff` the exit code is 1 if there is anything to fix. An error is a file that could not be fixed.
pub fn run(
    request: &Request,
    options: &Options<'_>,
    colour: bool,
    version: &str,
) -> Result<Outcome, Unwritable> {
    let allowed = request.fix.or(request.diff.then_some(Applicability::Safe));
    let Some(allowed) = allowed else {
        return Ok(report(request, lint(&request.paths, options), "", colour, version));
    };
    let fixed = fix(&request.paths, allowed, options);
    if request.diff {
        let old = |path| fixed.before.get(path).map_or("", String::as_str);
        let output: String = fixed.texts.iter().map(|(path, new)| diff(path, old(path), new)).collect();
        let note = format!("{} of {} would change\n", files(fixed.texts.len()), fixed.remaining.files);
        let fails = !output.is_empty();
        return Ok(Outcome::new(output, note, fails, fixed.remaining));
    }
    for (path, text) in &fixed.texts {
        replace(Path::new(&**path), text)?;
    }
    let done = format!("fixed {} in {}\n", problems(fixed.applied), files(fixed.texts.len()));
    Ok(report(request, fixed.remaining, &done, colour, version))
}

fn report(request: &Request, linted: Linted, done: &str, colour: bool, version: &str) -> Outcome {
    let summary = linted.summary();
    let of_people = matches!(request.format, Format::Concise | Format::Github);
    let note = if of_people { format!("{done}{summary}\n") } else { done.to_owned() };
    let output = request.format.render(&linted, colour, version);
    Outcome::new(output, note, summary.fails(request.strict), linted)
}

impl Outcome {
    fn new(output: String, note: String, fails: bool, linted: Linted) -> Self {
        let unreadable = linted.unreadable;
        // Where nothing was judged nothing is to be said.
        let (output, note) = if linted.files == 0 { (String::new(), String::new()) } else { (output, note) };
        let exit_code = if unreadable.is_empty() { u8::from(fails) } else { 3 };
        Self { output, note, unreadable, exit_code }
    }
}

fn files(number: usize) -> String {
    if number == 1 { "1 file".into() } else { format!("{number} files") }
}

fn problems(number: usize) -> String {
    if number == 1 { "1 problem".into() } else { format!("{number} problems") }
}
