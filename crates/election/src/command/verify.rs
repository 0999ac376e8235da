use std::path::PathBuf;

use clap::Args;
use maneki_ground_command::Failure;
use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span, one_line};
use serde_json::{Map, Value, json};

use super::context::{Context, Done};
use super::count::group;
use super::findings::Findings;
use super::rules::{ResultFormat, object};
use crate::read::{Report, Source};
use crate::verify::{Label, Request, Statement, rare_weights, verify};
use crate::votes::{AuditEvent, Ledger, read_audit, read_ledger};

/// The sentence of the platform from which the first hash of a ledger is made.
const GENESIS: &str = "election:{id}. alex estuvo aquí, dejándose el alma.";

/// Fewer ballots of one weight than this can be attributed to their voters.
const LEAST: u64 = 5;

/// Verify a ledger that a voting platform published.
///
/// Every statement carries a label: proven (by hashes, from a value that you bring), recomputed, attested (only the
/// operator says so), not-checkable, or failed.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  maneki election verify public-ballots.json --audit public-audit.json --election-id 3\n  \
    maneki election verify public-ballots.json --receipt 2451079a…\n\n\
    Exit codes:\n  0  no statement failed\n  1  a statement failed, or a file has errors\n  2  wrong usage\n  \
    3  a file cannot be read"
)]
pub struct Arguments {
    /// The published ledger
    ledger: PathBuf,
    /// The published audit log
    #[arg(long, value_name = "FILE")]
    audit: Option<PathBuf>,
    /// The number of the election
    #[arg(long, value_name = "N")]
    election_id: Option<u64>,
    /// The head of the chain that you noted
    #[arg(long, value_name = "HASH")]
    head: Option<String>,
    /// The hash that the platform gave you when you voted
    #[arg(long, value_name = "HASH")]
    receipt: Option<String>,
    /// Your own ballot as JSON, with the five values of its hash
    #[arg(long, value_name = "FILE")]
    ballot: Option<PathBuf>,
    /// How many seats were filled [default: as the audit log says]
    #[arg(long, value_name = "N")]
    seats: Option<usize>,
    /// Who was announced as elected, by user name or id [default: as the audit log says]
    #[arg(long, value_name = "NAME,NAME…", value_delimiter = ',')]
    elected: Vec<String>,
    /// How many members may vote
    #[arg(long, value_name = "N")]
    eligible_voters: Option<u64>,
    /// The weight of all members who may vote
    #[arg(long, value_name = "N")]
    eligible_weight: Option<u64>,
    /// A group of which at most MAX may be elected
    #[arg(long, value_name = "MAX:ID,ID…", value_parser = group)]
    group: Vec<(usize, Vec<String>)>,
    /// Fail on warnings, too
    #[arg(long)]
    strict: bool,
    /// How to print the statements
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    format: ResultFormat,
}

impl Arguments {
    pub(super) fn execute(self, context: &Context) -> Result<Done, Failure> {
        let mut findings = Findings::default();
        let mut statements = Vec::new();
        if let Some((source, ledger, request)) = self.read(&mut findings)? {
            statements = verify(&source, &ledger, &request);
            findings.add_without_text(small_classes(&source, &ledger));
        }
        let output = match self.format {
            ResultFormat::Json => {
                let statements: Vec<Value> = statements.iter().map(statement).collect();
                let own: Map<String, Value> = object(json!({"statements": statements}));
                findings.json(own)
            }
            ResultFormat::Text => findings.full(context) + &text(&statements),
        };
        let has_failed = statements.iter().any(|statement| statement.label == Label::Failed);
        Ok(Done::new(output, !findings.fail(self.strict) && !has_failed))
    }

    fn read(&self, findings: &mut Findings) -> Result<Option<(Source, Ledger, Request)>, Failure> {
        let Some(source) = findings.source(&self.ledger)? else { return Ok(None) };
        let mut report = Report::new(&source);
        let ledger = read_ledger(&source, &mut report);
        findings.add(&source, report.into_findings());
        let mut audit = None;
        if let Some(path) = &self.audit {
            let Some(log) = read_log(path, findings)? else { return Ok(None) };
            audit = Some(log);
        }
        let ballot = match &self.ballot {
            Some(path) => findings.source(path)?,
            None => None,
        };
        let Some(ledger) = ledger.filter(|_| !findings.has_errors()) else { return Ok(None) };
        let request = Request {
            audit,
            election_id: self.election_id,
            head: self.head.clone(),
            receipt: self.receipt.clone(),
            ballot,
            seats: self.seats,
            elected: self.elected.clone(),
            eligible_voters: self.eligible_voters,
            eligible_weight: self.eligible_weight,
            groups: self.group.clone(),
            genesis: GENESIS.to_owned(),
        };
        Ok(Some((source, ledger, request)))
    }
}

fn read_log(path: &std::path::Path, findings: &mut Findings) -> Result<Option<Vec<AuditEvent>>, Failure> {
    let Some(source) = findings.source(path)? else { return Ok(None) };
    let mut report = Report::new(&source);
    let log = read_audit(&source, &mut report);
    findings.add(&source, report.into_findings());
    Ok(log)
}

fn small_classes(source: &Source, ledger: &Ledger) -> Vec<Diagnostic> {
    let rare = rare_weights(ledger, LEAST).into_iter();
    rare.map(|(weight, number)| {
        let ballots =
            if number == 1 { "one ballot has".to_owned() } else { format!("{number} ballots have") };
        let message = format!("{ballots} the weight {weight}: whose they are can be guessed");
        let finding =
            Diagnostic::new(&source.path, Span::START, Severity::Warning, RuleCode("class-small"), message);
        finding.with_help("publish small classes together")
    })
    .collect()
}

fn statement(statement: &Statement) -> Value {
    json!({"id": statement.id, "label": statement.label.word(), "text": statement.text})
}

fn text(statements: &[Statement]) -> String {
    let lines = statements.iter().map(|statement| {
        let text = one_line(&statement.text);
        format!("{:<17} {:<14} {text}\n", statement.id, statement.label.word())
    });
    lines.collect()
}
