//! Reads the folder of an election, and the rules that it names.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use maneki_ground_command::Failure;
use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};

use super::files::{read_if_there, sha256};
use super::findings::Findings;
use super::rules_file::{load_rules, rules_source};
use crate::folder::{
    Folder, read_board, read_election, read_nominations, read_results, read_roll, read_voters,
};
use crate::read::{Report, Source};
use crate::rules::{Question, Reading, RuleSet};

/// An election with its rules.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) folder: Folder,
    pub(super) rules: RuleSet,
    /// The SHA-256 of the rule set.
    pub(super) rules_sha256: String,
    /// What was decided, by the folder and by the command line, which comes later and wins.
    pub(super) decisions: Vec<(String, String)>,
    /// Every file that was read, with its SHA-256.
    pub(super) inputs: Vec<(String, String)>,
}

/// Reads files of one folder.
struct Reader<'a> {
    folder: &'a Path,
    findings: &'a mut Findings,
    inputs: Vec<(String, String)>,
}

impl Reader<'_> {
    /// The source of a file, if it is there and is text.
    fn source(&mut self, name: &str) -> Result<Option<Source>, Failure> {
        let path = self.folder.join(name);
        let Some(bytes) = read_if_there(&path)? else { return Ok(None) };
        self.inputs.push((name.to_owned(), sha256(&bytes)));
        Ok(self.findings.source_of(&path.display().to_string(), bytes))
    }

    /// What a reader makes of a file.
    fn read<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Source, &mut Report<'_>) -> Option<T>,
    ) -> Result<Option<(Arc<str>, T)>, Failure> {
        let Some(source) = self.source(name)? else { return Ok(None) };
        let mut report = Report::new(&source);
        let value = read(&source, &mut report);
        self.findings.add(&source, report.into_findings());
        Ok(value.map(|value| (source.path, value)))
    }

    fn missing(&mut self, name: &str) {
        let path: Arc<str> = self.folder.join(name).display().to_string().into();
        let code = RuleCode("file-missing");
        let message = format!("the folder of an election must have `{name}`");
        self.findings.add_without_text([Diagnostic::new(&path, Span::START, Severity::Error, code, message)]);
    }
}

/// Opens a folder; `None` if it cannot be checked, which is in the findings.
pub(super) fn open(
    path: &Path,
    decide: &[(String, String)],
    findings: &mut Findings,
) -> Result<Option<Opened>, Failure> {
    if !path.is_dir() {
        return Err(Failure::Outside(format!("{}: there is no such folder", path.display())));
    }
    let mut reader = Reader { folder: path, findings, inputs: Vec::new() };
    let election = reader.read("election.yml", read_election)?;
    let roll = reader.read("roll.csv", read_roll)?;
    for name in ["election.yml", "roll.csv"] {
        if !reader.inputs.iter().any(|(input, _)| input == name) {
            reader.missing(name);
        }
    }
    let voters = reader.read("voters.csv", read_voters)?;
    let nominations = reader.read("nominations.yml", |_, report| read_nominations(report))?;
    let board = reader.read("board.yml", read_board)?.map(|(_, board)| board);
    let results = reader.read("results.yml", read_results)?.map(|(_, results)| results);
    let mut inputs = reader.inputs;
    let Some((_, election)) = election else { return Ok(None) };
    let Some(source) = named_rules(&election.rules.value, path, &election, findings) else {
        return Ok(None);
    };
    let rules_sha256 = sha256(source.text.as_bytes());
    let rules = load_rules(&source, findings);
    let (Some(rules), Some((_, roll))) = (rules, roll) else { return Ok(None) };
    if findings.has_errors() {
        return Ok(None);
    }
    let decisions = election.decide.iter().chain(decide).cloned().collect();
    inputs.sort();
    let folder = Folder { election, roll, voters, nominations, board, results };
    Ok(Some(Opened { folder, rules, rules_sha256, decisions, inputs }))
}

/// The rule set that the election names; an unknown name is a finding.
fn named_rules(
    name: &str,
    folder: &Path,
    election: &crate::folder::Election,
    findings: &mut Findings,
) -> Option<Source> {
    match rules_source(name, folder, findings) {
        Ok(source) => source,
        Err(Failure::Usage(text) | Failure::Outside(text)) => {
            let code = RuleCode("rules-unknown");
            let span = election.rules.span;
            findings.add_without_text([Diagnostic::new(&election.path, span, Severity::Error, code, text)]);
            None
        }
    }
}

impl Opened {
    /// The questions without a decision.
    pub(super) fn open_questions(&self) -> Vec<Question> {
        let is_decided = |key: &str| self.decisions.iter().any(|(decided, _)| decided == key);
        self.rules.questions().into_iter().filter(|question| !is_decided(&question.key)).collect()
    }

    pub(super) fn reading(&self) -> Result<Reading<'_>, Failure> {
        super::rules_file::decided(&self.rules, &self.decisions)
    }
}

/// The folder that a command is given.
#[derive(Debug, clap::Args)]
pub(super) struct FolderArguments {
    /// The folder of the election
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(super) folder: PathBuf,
    /// The answer to an open question of the rules
    #[arg(long, value_name = "KEY=VALUE", value_parser = super::rules_file::decision)]
    pub(super) decide: Vec<(String, String)>,
    /// Fail on warnings, too
    #[arg(long)]
    pub(super) strict: bool,
}
