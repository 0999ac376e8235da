use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use maneki_ground_command::Failure;
use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};
use serde_json::Value;

use super::certify::{VOTES, certified, votes, write};
use super::context::{Context, Done};
use super::files::read_if_there;
use super::findings::Findings;
use super::folder::{FolderArguments, Opened, open};
use crate::certify::quorum;
use crate::publish::{Page, PageResult, html, markdown};

/// The fewest voters of a class whose result is published alone, where the rules do not say.
const CLASS_LEAST: u64 = 5;

/// Write the page, the questions and the result of an election.
///
/// The result is on the page only if it can be certified. Markdown, HTML and JSON are written from the same values.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  maneki election publish elections/2026 --out public\n  \
    maneki election publish elections/2026 --out public --check\n\n\
    Exit codes:\n  0  written, or equal\n  1  an error was found, or a file differs\n  2  wrong usage\n  \
    3  a file cannot be read or written")]
pub struct Arguments {
    #[command(flatten)]
    folder: FolderArguments,
    /// The folder for election.md, election.html and election.json
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write nothing, and report files that differ
    #[arg(long)]
    check: bool,
    /// Publish classes alone although their voters can be identified
    #[arg(long)]
    show_small_classes: bool,
}

impl Arguments {
    pub(super) fn execute(self, context: &Context) -> Result<Done, Failure> {
        let mut findings = Findings::default();
        let opened = open(&self.folder.folder, &self.folder.decide, &mut findings)?;
        let Some(mut opened) = opened else { return Ok(Done::new(findings.full(context), false)) };
        let result = self.result(&mut opened, &mut findings)?;
        let page = Page::new(&opened.folder, &opened.reading()?, result);
        let mut document = Value::Object(page.json());
        document.sort_all_objects();
        let files = [
            ("election.md", markdown(&page.title, &page)),
            ("election.html", html(&page.title, &page)),
            ("election.json", format!("{document:#}\n")),
        ];
        for (name, text) in &files {
            if !self.check {
                write(&self.out, name, text)?;
                continue;
            }
            let path = self.out.join(name);
            let published = read_if_there(&path)?;
            if published.as_deref() != Some(text.as_bytes()) {
                findings.add_without_text([drift(&path.display().to_string(), published.as_deref(), text)]);
            }
        }
        findings.load_texts();
        let is_good = !findings.fail(self.folder.strict);
        Ok(Done::new(findings.full(context), is_good))
    }

    /// The result, if there are votes and they can be certified.
    fn result(&self, opened: &mut Opened, findings: &mut Findings) -> Result<Option<PageResult>, Failure> {
        if !VOTES.iter().any(|name| self.folder.folder.join(name).exists()) {
            return Ok(None);
        }
        let Some(found) = votes(&self.folder.folder, opened, findings)? else { return Ok(None) };
        let counted = certified(opened, &found, findings)?;
        let Some(outcome) = counted.outcome.filter(|_| !findings.has_errors()) else { return Ok(None) };
        let reading = opened.reading()?;
        let turnout = quorum(&opened.folder, &found.votes, &reading).turnout;
        let name = |place: usize| counted.contest.candidates[place].name.clone();
        let result = PageResult {
            elected: outcome.elected.iter().map(|&place| name(place)).collect(),
            totals: outcome
                .totals
                .iter()
                .enumerate()
                .map(|(place, total)| (name(place), total.to_places(4).to_string()))
                .collect(),
            voted: turnout.voted,
            eligible: turnout.eligible,
            classes: Vec::new(),
            is_merged: false,
        };
        let least = reading.number("publish.class-least").unwrap_or(CLASS_LEAST);
        Ok(Some(result.with_tables(found.votes.tables.as_ref(), least, self.show_small_classes)))
    }
}

/// A file that is not what publishing writes, at its first line that differs.
fn drift(path: &str, published: Option<&[u8]>, expected: &str) -> Diagnostic {
    let path: Arc<str> = path.into();
    let help = "run the command without `--check`";
    let Some(published) = published else {
        let code = RuleCode("published-drift");
        let message = "the file is not there";
        return Diagnostic::new(&path, Span::START, Severity::Error, code, message).with_help(help);
    };
    let published = String::from_utf8_lossy(published);
    let mut at = 0;
    for (own, other) in published.split_inclusive('\n').zip(expected.split_inclusive('\n')) {
        if own != other {
            break;
        }
        at += own.len();
    }
    let line = expected.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let message = format!("the file is not what the data give; expected here: {line}");
    let span = Span::at(&published, at);
    Diagnostic::new(&path, span, Severity::Error, RuleCode("published-drift"), message).with_help(help)
}
