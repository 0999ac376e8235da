use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use maneki_ground_command::{Failure, TimeArgument};
use maneki_ground_diagnostics::one_line;
use serde_json::{Map, Value, json};

use super::context::{Context, Done};
use super::files::{read_if_there, sha256};
use super::findings::Findings;
use super::folder::{FolderArguments, Opened, open};
use super::rules::ResultFormat;
use crate::certify::{Counted, judge, quorum};
use crate::check::{Judgement, compare, judge as judge_folder};
use crate::read::Report;
use crate::report::{count_json, count_text};
use crate::votes::{Ledger, ReadOptions, ReadVotes, read_ledger, read_votes};

/// The files of votes; the first that is there is counted.
pub(super) const VOTES: [&str; 4] = ["tables.yml", "ballots.blt", "ballots.csv", "public-ballots.json"];

/// Check and count an election, compare what was announced, and certify the result.
///
/// A certificate is issued only if no error stands against it under any reading of the rules. It holds hashes of all
/// inputs, and no part of the roll.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  maneki election certify elections/2026\n  \
    maneki election certify elections/2026 --out certificate --at 2026-10-02\n\n\
    Exit codes:\n  0  certified\n  1  an error stands against it\n  2  wrong usage\n  3  a file cannot be read or written")]
pub struct Arguments {
    #[command(flatten)]
    folder: FolderArguments,
    /// Write certificate.json and certificate.md into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) time: TimeArgument,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    format: ResultFormat,
}

/// The file of votes of a folder.
pub(super) struct Found {
    pub(super) path: Arc<str>,
    pub(super) votes: ReadVotes,
    sha256: String,
    ledger: Option<Ledger>,
}

impl Arguments {
    pub(super) fn execute(self, context: &Context) -> Result<Done, Failure> {
        let mut findings = Findings::default();
        let opened = open(&self.folder.folder, &self.folder.decide, &mut findings)?;
        let Some(mut opened) = opened else { return Ok(findings.failed(self.format, context)) };
        let found = votes(&self.folder.folder, &mut opened, &mut findings)?;
        let Some(found) = found else { return Ok(findings.failed(self.format, context)) };
        let counted = certified(&opened, &found, &mut findings)?;
        findings.load_texts();
        let is_certified = !findings.fail(self.folder.strict) && counted.outcome.is_some();
        let mut own = document(&opened, &found, &counted, is_certified)?;
        own.insert("at".to_owned(), json!(context.at.map(|at| at.to_string())));
        let certificate = findings.without_members().json(own.clone());
        let text = text(&found, &counted, is_certified);
        if let Some(out) = self.out.as_ref().filter(|_| is_certified) {
            write(out, "certificate.json", &certificate)?;
            write(out, "certificate.md", &markdown(&opened, &found, &counted))?;
        }
        let output = match self.format {
            ResultFormat::Json => findings.json(own),
            ResultFormat::Text => findings.full(context) + &text,
        };
        Ok(Done::new(output, is_certified))
    }
}

/// Counts under every reading; the findings are those that hold under all of them, and the open questions.
pub(super) fn certified(opened: &Opened, found: &Found, findings: &mut Findings) -> Result<Counted, Failure> {
    let reading = opened.reading()?;
    let judged = compare(&opened.folder, &reading, &opened.open_questions(), |reading| {
        let counted = judge(&opened.folder, &found.votes, &found.path, reading);
        let mut all = judge_folder(&opened.folder, reading);
        all.extend(counted.findings.iter().cloned());
        Judgement { findings: all, result: elected(&counted).join(", ") }
    });
    findings.add_without_text(judged);
    Ok(judge(&opened.folder, &found.votes, &found.path, &reading))
}

/// The names of those who are elected.
fn elected(counted: &Counted) -> Vec<String> {
    let outcome = counted.outcome.iter().flat_map(|outcome| &outcome.elected);
    outcome.map(|&place| counted.contest.candidates[place].name.clone()).collect()
}

/// Reads the file of votes of a folder.
pub(super) fn votes(
    folder: &Path,
    opened: &mut Opened,
    findings: &mut Findings,
) -> Result<Option<Found>, Failure> {
    for name in VOTES {
        let path = folder.join(name);
        let Some(bytes) = read_if_there(&path)? else { continue };
        let digest = sha256(&bytes);
        opened.inputs.push((name.to_owned(), digest.clone()));
        let Some(source) = findings.source_of(&path.display().to_string(), bytes) else { return Ok(None) };
        let reading = opened.reading()?;
        let weights: BTreeMap<String, u64> = opened
            .rules
            .classes
            .iter()
            .filter_map(|class| Some((class.name.clone(), reading.weight(&class.name)?)))
            .collect();
        let mut options = ReadOptions {
            class_weights: Some(weights),
            seats: usize::try_from(opened.folder.election.seats.value).ok(),
            ..ReadOptions::default()
        };
        if let Some(bytes) = read_if_there(&folder.join("public-audit.json"))?.filter(|_| name == VOTES[3]) {
            opened.inputs.push(("public-audit.json".to_owned(), sha256(&bytes)));
            let path = folder.join("public-audit.json").display().to_string();
            options.audit = findings.source_of(&path, bytes);
        }
        let mut report = Report::new(&source);
        let votes = read_votes(&source, &options, &mut report);
        findings.add(&source, report.into_findings());
        let ledger = if name == VOTES[3] { read_ledger(&source, &mut Report::new(&source)) } else { None };
        opened.inputs.sort();
        return Ok(votes.map(|votes| Found { path: source.path, votes, sha256: digest, ledger }));
    }
    Err(Failure::Usage(format!("{}: the folder has no votes: {}", folder.display(), VOTES.join(", "))))
}

fn document(
    opened: &Opened,
    found: &Found,
    counted: &Counted,
    is_certified: bool,
) -> Result<Map<String, Value>, Failure> {
    let votes = ReadVotes { contest: counted.contest.clone(), ..found.votes.clone() };
    let mut own = counted
        .outcome
        .as_ref()
        .map(|outcome| count_json(&votes, outcome, false, &found.sha256))
        .unwrap_or_default();
    let quorum = quorum(&opened.folder, &found.votes, &opened.reading()?);
    let turnout = quorum.turnout;
    let decisions: Map<String, Value> =
        opened.decisions.iter().map(|(key, value)| (key.clone(), json!(value))).collect();
    let inputs: Vec<Value> =
        opened.inputs.iter().map(|(path, digest)| json!({"path": path, "sha256": digest})).collect();
    let statements: Vec<Value> =
        found.ledger.iter().map(|ledger| json!({"chain_head": ledger.chain_head})).collect();
    own.insert("certified".to_owned(), json!(is_certified));
    own.insert("decisions".to_owned(), Value::Object(decisions));
    own.insert("inputs".to_owned(), json!(inputs));
    own.insert("statements".to_owned(), json!(statements));
    own.insert("rules".to_owned(), json!({"name": opened.rules.name, "sha256": opened.rules_sha256}));
    own.insert(
        "quorum".to_owned(),
        json!({
            "voted": turnout.voted,
            "eligible": turnout.eligible,
            "weight": turnout.weight,
            "eligible_weight": turnout.eligible_weight,
            "met": quorum.missing.is_empty(),
        }),
    );
    Ok(own)
}

fn text(found: &Found, counted: &Counted, is_certified: bool) -> String {
    let votes = ReadVotes { contest: counted.contest.clone(), ..found.votes.clone() };
    let mut text = counted.outcome.as_ref().map(|outcome| count_text(&votes, outcome)).unwrap_or_default();
    text.push_str(if is_certified { "certified\n" } else { "not certified: an error stands against it\n" });
    text
}

fn markdown(opened: &Opened, found: &Found, counted: &Counted) -> String {
    let election = &opened.folder.election;
    let title = election.title.as_deref().unwrap_or("Election");
    let mut text = format!("# {}: certificate\n\nElected:\n\n", escaped(title));
    for name in elected(counted) {
        let _ = writeln!(text, "- {}", escaped(&name));
    }
    let _ = writeln!(text, "\nRules: {}, SHA-256 `{}`\n", escaped(&opened.rules.title), opened.rules_sha256);
    if !opened.decisions.is_empty() {
        text.push_str("Decisions on open questions:\n\n");
        for (key, value) in &opened.decisions {
            let _ = writeln!(text, "- {}: {}", escaped(key), escaped(value));
        }
        text.push('\n');
    }
    text.push_str("Inputs:\n\n| file | SHA-256 |\n| --- | --- |\n");
    for (path, digest) in &opened.inputs {
        let _ = writeln!(text, "| {} | `{digest}` |", escaped(path));
    }
    let _ = writeln!(text, "\nVotes: {} ({})", escaped(&found.path), found.votes.format.word());
    text
}

/// A text that Markdown and HTML show as it is.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in one_line(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '|' | '`' | '*' | '_' | '[' | ']' | '\\' | '#' => {
                let _ = write!(escaped, "&#{};", u32::from(character));
            }
            other => escaped.push(other),
        }
    }
    escaped
}

pub(super) fn write(folder: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let path = folder.join(name);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&path, text))
        .map_err(|error| Failure::Outside(format!("{}: the file cannot be written: {error}", path.display())))
}
