use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use maneki_ground_command::Failure;
use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};
use serde_json::{Map, Value, json};

use super::context::{Context, Done};
use super::files::{read, sha256};
use super::findings::Findings;
use super::rules::ResultFormat;
use super::rules_file::{decided, decision, load_rules, rules_source};
use crate::contest::{Contest, Group, Votes};
use crate::count::{Method, Options, Outcome, ShortSlate, Status, count};
use crate::read::{Report, Source, Table};
use crate::report::{count_findings, count_json, count_text};
use crate::rules::RuleSet;
use crate::votes::{ReadOptions, ReadVotes, read_votes};

/// Count one file of votes with one method.
///
/// Reads BLT, ranked and approval ballots in CSV, tables by class, results of Helios and Belenios, and ledgers of
/// Astra. Ties that no rule decides are followed every way they can fall.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  maneki election count ballots.blt --method scottish\n  \
    maneki election count ballots.csv --seats 3 --rules almalinux-2026\n  \
    maneki election count public-ballots.json --audit public-audit.json --digits\n\n\
    Exit codes:\n  0  counted and decided\n  1  the file has errors, or the result is undecided\n  \
    2  wrong usage\n  3  a file cannot be read")]
pub struct Arguments {
    /// The file of votes
    file: PathBuf,
    /// How to count [default: top-n for marks, meek-static for ranks]
    #[arg(long, value_enum)]
    method: Option<MethodWord>,
    /// How many seats to fill [default: as the file says]
    #[arg(long, value_name = "N")]
    seats: Option<usize>,
    /// Add in the order of the ballots, and compare every digit, as the platform does
    #[arg(long)]
    digits: bool,
    /// The rule set that gives the weights of classes
    #[arg(long, value_name = "NAME|FILE")]
    rules: Option<String>,
    /// The election of Helios or Belenios, which names the answers
    #[arg(long, value_name = "FILE")]
    candidates: Option<PathBuf>,
    /// Which question of Helios or Belenios, counted from 0
    #[arg(long, value_name = "N", default_value_t = 0)]
    question: usize,
    /// The audit file of Astra, which names candidates, identifiers and seats
    #[arg(long, value_name = "FILE")]
    audit: Option<PathBuf>,
    /// A group of which at most MAX may be elected
    #[arg(long, value_name = "MAX:ID,ID…", value_parser = group)]
    group: Vec<(usize, Vec<String>)>,
    /// An order drawn beforehand, the best first
    #[arg(long, value_name = "ID,ID…", value_delimiter = ',')]
    lot: Vec<String>,
    /// A CSV file with the columns `candidate` and `identifier`
    #[arg(long, value_name = "FILE")]
    identifiers: Option<PathBuf>,
    /// The answer to an open question of the rules
    #[arg(long, value_name = "KEY=VALUE", value_parser = decision)]
    decide: Vec<(String, String)>,
    /// Fail on warnings, too
    #[arg(long)]
    strict: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    format: ResultFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct MethodWord(Method);

impl ValueEnum for MethodWord {
    fn value_variants<'a>() -> &'a [Self] {
        const { &[Self(Method::TopN), Self(Method::MeekStatic), Self(Method::MeekPrf), Self(Method::Scottish)] }
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self.0 {
            Method::TopN => "The highest totals of marks win",
            Method::MeekStatic => "Meek's method with a fixed quota, as Astra counts",
            Method::MeekPrf => "Meek's method, reference rules of the PR Foundation",
            Method::Scottish => "The Scottish Local Government Elections Order 2011",
        };
        Some(PossibleValue::new(self.0.word()).help(help))
    }
}

/// `MAX:ID,ID…` of `--group`.
pub(super) fn group(text: &str) -> Result<(usize, Vec<String>), String> {
    let parsed = text.split_once(':').and_then(|(max, members)| {
        let max = max.trim().parse().ok().filter(|max| *max > 0)?;
        let members: Vec<String> = members.split(',').map(|member| member.trim().to_owned()).collect();
        Some((max, members))
    });
    parsed.ok_or_else(|| "write `MAX:ID,ID…`, such as `1:anna,bert`".to_owned())
}

impl Arguments {
    pub(super) fn execute(self, context: &Context) -> Result<Done, Failure> {
        let mut findings = Findings::default();
        let bytes = read(&self.file)?;
        let digest = sha256(&bytes);
        let source = findings.source_of(&self.file.display().to_string(), bytes);
        let votes = match source {
            Some(source) => self.votes(&source, &mut findings)?,
            None => None,
        };
        let Some(votes) = votes else {
            let output = match self.format {
                ResultFormat::Json => findings.json(Map::new()),
                ResultFormat::Text => findings.full(context),
            };
            return Ok(Done::new(output, false));
        };
        let options = self.options(&votes.contest)?;
        let outcome = count(&votes.contest, &options).map_err(|error| Failure::Usage(error.to_string()))?;
        let path: Arc<str> = self.file.display().to_string().into();
        findings.add_without_text(count_findings(&path, &votes.contest, &outcome));
        if !self.decide.iter().any(|(key, _)| key == "short-slate") {
            findings.add_without_text(short_slate(&path, &votes.contest, options, &outcome));
        }
        let output = match self.format {
            ResultFormat::Json => {
                let mut own = count_json(&votes, &outcome, self.digits, &digest);
                let decisions: Map<String, Value> =
                    self.decide.iter().map(|(key, value)| (key.clone(), json!(value))).collect();
                own.insert("decisions".to_owned(), Value::Object(decisions));
                findings.json(own)
            }
            ResultFormat::Text => findings.full(context) + &count_text(&votes, &outcome),
        };
        let is_good = !findings.fail(self.strict) && outcome.status == Status::Decided;
        Ok(Done::new(output, is_good))
    }

    /// Reads the file of votes, and adds what the command line says about the election.
    fn votes(&self, source: &Source, findings: &mut Findings) -> Result<Option<ReadVotes>, Failure> {
        let Some(options) = self.read_options(findings)? else { return Ok(None) };
        let mut report = Report::new(source);
        let votes = read_votes(source, &options, &mut report);
        findings.add(source, report.into_findings());
        let Some(mut votes) = votes else { return Ok(None) };
        let contest = &mut votes.contest;
        if let Some(seats) = self.seats {
            contest.seats = seats;
        }
        for (max, members) in &self.group {
            let members = members.iter().map(|member| position(contest, member));
            let group = Group { max: *max, members: members.collect::<Result<_, _>>()? };
            contest.groups.push(group);
        }
        if !self.lot.is_empty() {
            let lot: Result<Vec<usize>, Failure> = self.lot.iter().map(|id| position(contest, id)).collect();
            contest.lot = lot?;
        }
        if let Some(path) = &self.identifiers {
            let Some(source) = findings.source(path)? else { return Ok(None) };
            let mut report = Report::new(&source);
            identifiers(&source, contest, &mut report);
            let is_broken = report.has_errors();
            findings.add(&source, report.into_findings());
            if is_broken {
                return Ok(None);
            }
        }
        Ok(Some(votes))
    }

    fn read_options(&self, findings: &mut Findings) -> Result<Option<ReadOptions>, Failure> {
        let mut options =
            ReadOptions { question: self.question, seats: self.seats, ..ReadOptions::default() };
        for (path, place) in [(&self.candidates, &mut options.candidates), (&self.audit, &mut options.audit)]
        {
            if let Some(path) = path {
                let Some(source) = findings.source(path)? else { return Ok(None) };
                *place = Some(source);
            }
        }
        if let Some(name) = &self.rules {
            let Some(source) = rules_source(name, Path::new(""), findings)? else { return Ok(None) };
            let Some(rules) = load_rules(&source, findings) else { return Ok(None) };
            options.class_weights = Some(self.class_weights(&rules)?);
        }
        Ok(Some(options))
    }

    fn class_weights(&self, rules: &RuleSet) -> Result<BTreeMap<String, u64>, Failure> {
        let reading = decided(rules, &self.decide)?;
        let classes = rules.classes.iter();
        Ok(classes.filter_map(|class| Some((class.name.clone(), reading.weight(&class.name)?))).collect())
    }

    fn options(&self, contest: &Contest) -> Result<Options, Failure> {
        let method = match (self.method, &contest.votes) {
            (Some(MethodWord(method)), _) => method,
            (None, Votes::Ranked(_)) => Method::MeekStatic,
            (None, _) => Method::TopN,
        };
        let mut options = Options { digits: self.digits, ..Options::new(method) };
        for (key, value) in &self.decide {
            if key == "short-slate" {
                options.short_slate = match value.as_str() {
                    "as-run" => ShortSlate::AsRun,
                    "elect-all" => ShortSlate::ElectAll,
                    _ => {
                        let text =
                            format!("`{value}` does not answer `short-slate`; write as-run or elect-all");
                        return Err(Failure::Usage(text));
                    }
                };
            } else if self.rules.is_none() {
                let text = format!("`{key}` is a question of a rule set; name it with `--rules`");
                return Err(Failure::Usage(text));
            }
        }
        Ok(options)
    }
}

fn position(contest: &Contest, id: &str) -> Result<usize, Failure> {
    contest.position(id.trim()).ok_or_else(|| {
        let ids: Vec<&str> =
            contest.candidates.iter().take(20).map(|candidate| candidate.id.as_str()).collect();
        Failure::Usage(format!("there is no candidate `{id}`; candidates are {}", ids.join(", ")))
    })
}

/// Reads the identifiers that decide ties of `meek-static`.
fn identifiers(source: &Source, contest: &mut Contest, report: &mut Report<'_>) {
    let Some(mut table) = Table::open(source, &["candidate", "identifier"], report) else { return };
    let columns = [table.column("candidate"), table.column("identifier")];
    let [Some(candidate), Some(identifier)] = columns else { return };
    while let Some(row) = table.next(report) {
        let cell = &row.cells[candidate];
        if let Some(place) = contest.position(&cell.text) {
            let text = row.cells[identifier].text.clone().into_owned();
            contest.candidates[place].identifier = Some(text);
        } else {
            let message = format!("there is no candidate `{}`", cell.text);
            let help = "write the id that the file of votes has";
            report.error("candidate-unknown", cell.bytes.clone(), message, help);
        }
    }
}

/// The question whether all candidates are elected if they are no more than the seats, where it matters.
fn short_slate(path: &Arc<str>, contest: &Contest, options: Options, as_run: &Outcome) -> Option<Diagnostic> {
    let standing = contest.withdrawn.iter().filter(|withdrawn| !**withdrawn).count();
    if options.method != Method::MeekStatic || standing > contest.seats {
        return None;
    }
    let all = Options { short_slate: ShortSlate::ElectAll, ..options };
    let elect_all = count(contest, &all).ok()?;
    if elect_all.elected.len() == as_run.elected.len() {
        return None;
    }
    let message = format!(
        "`short-slate`: there are no more candidates than seats; as-run elects {} of them, elect-all {}",
        as_run.elected.len(),
        elect_all.elected.len()
    );
    let finding =
        Diagnostic::new(path, Span::START, Severity::Error, RuleCode("ambiguity-undecided"), message);
    Some(finding.with_help("add `--decide short-slate=as-run` or `--decide short-slate=elect-all`"))
}
