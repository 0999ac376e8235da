use std::path::Path;
use std::sync::Arc;

use maneki_ground_diagnostics::{Applicability, ToolRule};

use crate::diff::diff;
use crate::fixes::{Fixed, fix};
use crate::format::Format;
use crate::linted::{Linted, Texts};
use crate::summary::count;
use crate::write::{Unwritable, replace};

/// What the command `lint` of a room must do.
#[derive(Debug, Clone, Copy)]
pub struct Request {
    /// How findings are printed.
    pub format: Format,
    /// Whether warnings fail as well.
    pub strict: bool,
    /// Which fixes are applied, if any.
    pub fix: Option<Applicability>,
    /// Whether fixing only shows the change.
    pub diff: bool,
}

/// What the command `lint` prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// For standard output.
    pub output: String,
    /// For standard error: a summary, unless the format has one.
    pub note: String,
    /// For standard error: paths that cannot be read. They do not stop the others.
    pub unreadable: Vec<String>,
    /// 0: the files pass; 1: they do not; 3: a path cannot be read.
    pub exit_code: u8,
}

/// What a room gives to the command.
pub struct Linter<'a> {
    /// The rules, for logs that describe them.
    pub rules: Vec<ToolRule<'a>>,
    /// Checks the files, with other texts instead of those on disk.
    pub lint: &'a dyn Fn(&Texts) -> Linted,
    /// Whether a text can be parsed.
    pub is_valid: &'a dyn Fn(&str) -> bool,
    /// The path of the text that came from standard input, if it is one of the files. Its fixed text is printed and
    /// not written.
    pub standard_input: Option<Arc<str>>,
    /// The version of the program.
    pub version: &'a str,
    /// Whether standard output takes colour.
    pub colour: bool,
}

impl Linter<'_> {
    /// Runs the command, except for printing. The error is a file that cannot be written.
    ///
    /// With `diff` the exit code is 1 if there is something to fix.
    pub fn run(&self, request: Request) -> Result<Outcome, Unwritable> {
        let allowed = request.fix.or(request.diff.then_some(Applicability::Safe));
        let Some(allowed) = allowed else {
            return Ok(self.report(request, (self.lint)(&Texts::new()), ""));
        };
        let fixed = fix(self.lint, self.is_valid, allowed);
        if request.diff {
            return Ok(changes(fixed));
        }
        for (path, text) in &fixed.texts {
            if self.standard_input.as_ref() != Some(path) {
                replace(Path::new(&**path), text)?;
            }
        }
        let done =
            format!("fixed {} in {}\n", count(fixed.applied, "problem"), count(fixed.texts.len(), "file"));
        let input = self.standard_input.as_ref().and_then(|path| fixed.remaining.texts.get(path).cloned());
        let outcome = self.report(request, fixed.remaining, &done);
        Ok(match input {
            // The text goes where the findings would, and these go to standard error.
            Some(text) => Outcome {
                note: format!("{}{}", outcome.output, outcome.note),
                output: text.to_string(),
                ..outcome
            },
            None => outcome,
        })
    }

    fn report(&self, request: Request, linted: Linted, done: &str) -> Outcome {
        let summary = linted.summary();
        let has_summary = request.format == Format::Full || !request.format.is_for_people();
        let note = if has_summary { done.to_owned() } else { format!("{done}{summary}\n") };
        let output = request.format.render(&linted, &self.rules, self.colour, self.version);
        Outcome::new(output, note, summary.fails(request.strict), linted)
    }
}

/// The change that fixing would make.
fn changes(fixed: Fixed) -> Outcome {
    let before = |path| fixed.before.get(path).map_or("", |text| &**text);
    let output: String = fixed.texts.iter().map(|(path, new)| diff(path, before(path), new)).collect();
    let note = format!("{} of {} would change\n", count(fixed.texts.len(), "file"), fixed.remaining.files);
    let fails = !output.is_empty();
    Outcome::new(output, note, fails, fixed.remaining)
}

impl Outcome {
    fn new(output: String, note: String, fails: bool, linted: Linted) -> Self {
        let unreadable = linted.unreadable;
        // Without a file there is nothing to print.
        let (output, note) = if linted.files == 0 { (String::new(), String::new()) } else { (output, note) };
        let exit_code = if unreadable.is_empty() { u8::from(fails) } else { 3 };
        Self { output, note, unreadable, exit_code }
    }
}
