use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use maneki_ground_command::{Failure, Session};
use maneki_ground_diagnostics::one_line;
use serde_json::{Map, Value, json};

use super::context::{Context, Done};
use super::findings::Findings;
use super::rules::{ResultFormat, object};
use crate::committee::{
    Committee, Decision, Vote, check_committee, index_text, read_index, read_minutes, read_record, register,
};
use crate::read::Report;

/// Check minutes, and read decisions out of them.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  maneki committee decisions minutes")]
pub struct CommitteeArguments {
    #[command(subcommand)]
    command: CommitteeCommand,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum CommitteeCommand {
    /// Check minutes, the record of the committee, the index and RFCs
    Check(CheckArguments),
    /// Print the register of decisions
    Decisions(Arguments),
    /// Print an index of minutes, the newest first
    Index(IndexArguments),
}

/// Folders and files, and how to print.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Folders with `committee.yml`, `minutes/*.md`, `index.md` and `rfcs/*.md`, or single minutes
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    format: ResultFormat,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    paths: Arguments,
    /// The record of the committee, for single minutes
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// The day that counts as today [default: the day of the last minutes]
    #[arg(long, value_name = "DATE")]
    at: Option<Date>,
    /// Fail on warnings, too
    #[arg(long)]
    strict: bool,
}

/// Arguments of `index`.
#[derive(Debug, Args)]
pub struct IndexArguments {
    #[command(flatten)]
    paths: Arguments,
    /// What links begin with
    #[arg(long, value_name = "PATH", default_value = "/alesco/meeting-minutes")]
    base: String,
}

impl CommitteeArguments {
    /// Runs the command and prints its result.
    pub fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let context = Context { colour: session.has_colours(), version: session.version, at: None };
        let done = self.command.execute(&context)?;
        session.print(&done.output)?;
        Ok(ExitCode::from(done.code))
    }
}

impl CommitteeCommand {
    /// Does everything but printing.
    pub fn execute(self, context: &Context) -> Result<Done, Failure> {
        let mut findings = Findings::default();
        match self {
            Self::Check(arguments) => {
                let committee = read(&arguments.paths.paths, arguments.record.as_deref(), &mut findings)?;
                findings.add_without_text(check_committee(&committee, arguments.at));
                findings.load_texts();
                let is_good = !findings.fail(arguments.strict);
                let output = match arguments.paths.format {
                    ResultFormat::Json => findings.json(Map::new()),
                    ResultFormat::Text => findings.full(context),
                };
                Ok(Done::new(output, is_good))
            }
            Self::Decisions(arguments) => {
                let committee = read(&arguments.paths, None, &mut findings)?;
                let decisions: Vec<Decision> = committee.minutes.iter().flat_map(register).collect();
                let output = match arguments.format {
                    ResultFormat::Json => {
                        let decisions: Vec<Value> = decisions.iter().map(decision).collect();
                        findings.json(object(json!({"decisions": decisions})))
                    }
                    ResultFormat::Text => decisions.iter().map(line).collect(),
                };
                Ok(Done::new(output, !findings.has_errors()))
            }
            Self::Index(arguments) => {
                let committee = read(&arguments.paths.paths, None, &mut findings)?;
                let dates: Vec<Date> = committee.minutes.iter().filter_map(|minutes| minutes.date).collect();
                let output = match arguments.paths.format {
                    ResultFormat::Json => {
                        let mut entries: Vec<&Date> = dates.iter().collect();
                        entries.sort_unstable();
                        entries.dedup();
                        entries.reverse();
                        let entries: Vec<Value> = entries
                            .into_iter()
                            .map(|date| json!({"date": date.to_string(), "url": format!("{}/{date}", arguments.base)}))
                            .collect();
                        findings.json(object(json!({"entries": entries})))
                    }
                    ResultFormat::Text => index_text(&dates, &arguments.base),
                };
                Ok(Done::new(output, !findings.has_errors()))
            }
        }
    }
}

fn vote(vote: Option<Vote>) -> Value {
    match vote {
        None => Value::Null,
        Some(Vote::Unanimous) => json!({"kind": "unanimous"}),
        Some(Vote::Count { yes, no, abstain }) => {
            json!({"kind": "count", "yes": yes, "no": no, "abstain": abstain})
        }
    }
}

fn decision(decision: &Decision) -> Value {
    json!({
        "date": decision.date.map(|date| date.to_string()),
        "text": decision.text,
        "outcome": decision.outcome.word(),
        "vote": vote(decision.vote),
        "listed": decision.listed,
        "path": *decision.path,
        "line": decision.line,
        "links": decision.links,
    })
}

fn line(decision: &Decision) -> String {
    let date = decision.date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
    let listed = if decision.listed { "" } else { " (not listed)" };
    format!("{date} {}: {}{listed}\n", decision.outcome.word(), one_line(&decision.text))
}

/// Reads folders and files of a committee.
fn read(paths: &[PathBuf], record: Option<&Path>, findings: &mut Findings) -> Result<Committee, Failure> {
    let mut committee = Committee::default();
    for path in paths {
        if path.is_dir() {
            let minutes = path.join("minutes");
            let folder = if minutes.is_dir() { minutes } else { path.clone() };
            for file in markdown_files(&folder)? {
                let name =
                    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                if name.starts_with(|first: char| first.is_ascii_digit()) {
                    read_one(&file, &mut committee, findings)?;
                }
            }
            read_beside(path, &mut committee, findings)?;
        } else {
            read_one(path, &mut committee, findings)?;
        }
    }
    if let Some(path) = record {
        read_record_file(path, &mut committee, findings)?;
    }
    committee.minutes.sort_by(|one, other| (one.date, &one.path).cmp(&(other.date, &other.path)));
    Ok(committee)
}

fn read_one(path: &Path, committee: &mut Committee, findings: &mut Findings) -> Result<(), Failure> {
    let source = findings.source(path)?;
    committee.minutes.extend(source.map(|source| read_minutes(&source)));
    Ok(())
}

/// Reads what a folder has beside minutes.
fn read_beside(folder: &Path, committee: &mut Committee, findings: &mut Findings) -> Result<(), Failure> {
    let record = folder.join("committee.yml");
    if record.exists() {
        read_record_file(&record, committee, findings)?;
    }
    let index = folder.join("index.md");
    if index.exists() {
        let source = findings.source(&index)?;
        committee.index = source.map(|source| (source.path.clone(), read_index(&source)));
    }
    let rfcs = folder.join("rfcs");
    if rfcs.is_dir() {
        for file in markdown_files(&rfcs)? {
            let source = findings.source(&file)?;
            committee.rfcs.extend(source.map(|source| (source.path, source.text)));
        }
    }
    Ok(())
}

fn read_record_file(path: &Path, committee: &mut Committee, findings: &mut Findings) -> Result<(), Failure> {
    let Some(source) = findings.source(path)? else { return Ok(()) };
    let mut report = Report::new(&source);
    let record = read_record(&mut report);
    findings.add(&source, report.into_findings());
    committee.record = record.map(|record| (source.path, record));
    Ok(())
}

/// The Markdown files of a folder, in the order of their names.
fn markdown_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: std::io::Error| {
        Failure::Outside(format!("{}: the folder cannot be read: {error}", folder.display()))
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
