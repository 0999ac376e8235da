use std::collections::BTreeSet;
use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};

use super::quorum::quorum;
use crate::contest::{Contest, Group, Votes};
use crate::count::{Method, Options, Outcome, ShortSlate, count};
use crate::folder::Folder;
use crate::number::Decimal;
use crate::report::count_findings;
use crate::rules::Reading;
use crate::votes::ReadVotes;

/// The fewest voters of a class whose result is published alone, where the rules do not say.
const CLASS_LEAST: u64 = 5;

/// A count under one reading, with what stands against it.
#[derive(Debug, Clone)]
pub(crate) struct Counted {
    /// `None` where the votes cannot be counted.
    pub(crate) outcome: Option<Outcome>,
    pub(crate) contest: Contest,
    pub(crate) findings: Vec<Diagnostic>,
}

/// The id by which a candidate is named in nominations: the name in a ledger, else the id of the file of votes.
pub(crate) fn candidate_id(contest: &Contest, candidate: usize) -> String {
    let candidate = &contest.candidates[candidate];
    let is_numbered = candidate.id.bytes().all(|byte| byte.is_ascii_digit());
    if is_numbered { candidate.name.trim().to_lowercase() } else { candidate.id.trim().to_lowercase() }
}

/// Counts the votes under one reading and compares everything that was announced.
pub(crate) fn judge(folder: &Folder, votes: &ReadVotes, path: &Arc<str>, reading: &Reading<'_>) -> Counted {
    let mut contest = votes.contest.clone();
    contest.seats = usize::try_from(folder.election.seats.value).unwrap_or(usize::MAX).min(10_000);
    for (max, members) in &folder.election.groups {
        let places = (0..contest.candidates.len())
            .filter(|&place| members.contains(&candidate_id(&contest, place)))
            .collect();
        contest.groups.push(Group { max: *max, members: places });
    }
    let mut judge = Judge { folder, votes, path, reading, findings: Vec::new() };
    judge.candidates(&contest);
    judge.tables();
    judge.quorum();
    let outcome = count(&contest, &options(&contest, reading)).ok();
    if let Some(outcome) = &outcome {
        judge.findings.extend(count_findings(path, &contest, outcome));
        judge.results(&contest, outcome);
    }
    Counted { outcome, findings: judge.findings, contest }
}

fn options(contest: &Contest, reading: &Reading<'_>) -> Options {
    let is_ranked = matches!(contest.votes, Votes::Ranked(_));
    let method = match reading.word("method") {
        _ if !is_ranked => Method::TopN,
        Some("approval") => Method::TopN,
        Some("meek-prf") => Method::MeekPrf,
        Some("scottish") => Method::Scottish,
        _ => Method::MeekStatic,
    };
    let short_slate = match reading.answer("short-slate") {
        Some("elect-all") => ShortSlate::ElectAll,
        _ => ShortSlate::AsRun,
    };
    Options { short_slate, ..Options::new(method) }
}

struct Judge<'a> {
    folder: &'a Folder,
    votes: &'a ReadVotes,
    path: &'a Arc<str>,
    reading: &'a Reading<'a>,
    findings: Vec<Diagnostic>,
}

impl Judge<'_> {
    fn error(&mut self, path: &Arc<str>, span: Span, code: &'static str, message: String) {
        self.findings.push(Diagnostic::new(path, span, Severity::Error, RuleCode(code), message));
    }

    fn candidates(&mut self, contest: &Contest) {
        let Some((_, nominations)) = &self.folder.nominations else { return };
        let nominees: BTreeSet<&str> =
            nominations.iter().map(|nomination| nomination.nominee.value.as_str()).collect();
        let names: BTreeSet<String> = nominations
            .iter()
            .filter_map(|nomination| nomination.name.as_ref())
            .map(|name| name.trim().to_lowercase())
            .collect();
        for place in 0..contest.candidates.len() {
            let id = candidate_id(contest, place);
            if !contest.withdrawn[place] && !nominees.contains(id.as_str()) && !names.contains(&id) {
                let message =
                    format!("`{}` is a candidate and was not nominated", contest.candidates[place].name);
                let path = Arc::clone(self.path);
                self.error(&path, Span::START, "candidate-not-nominated", message);
            }
        }
    }

    fn tables(&mut self) {
        let Some(tables) = &self.votes.tables else { return };
        let least = self.reading.number("publish.class-least").unwrap_or(CLASS_LEAST);
        let path = Arc::clone(self.path);
        for class in &tables.classes {
            if class.voters > class.eligible {
                let message = format!(
                    "{} members of the class {} voted, and {} may",
                    class.voters, class.class, class.eligible
                );
                self.error(&path, class.span, "turnout-impossible", message);
            }
            for (candidate, votes) in tables.candidates.iter().zip(&class.votes) {
                if *votes > class.voters {
                    let message = format!(
                        "{candidate} has {votes} votes of the class {}, in which {} voted",
                        class.class, class.voters
                    );
                    self.error(&path, class.span, "totals-disagree", message);
                }
            }
            if (1..least).contains(&class.voters) {
                let message =
                    format!("{} of the class {} voted: their votes are public", class.voters, class.class);
                let finding =
                    Diagnostic::new(&path, class.span, Severity::Warning, RuleCode("class-small"), message);
                self.findings.push(finding.with_help("publish the class together with others"));
            }
        }
    }

    fn quorum(&mut self) {
        let quorum = quorum(self.folder, self.votes, self.reading);
        let path = Arc::clone(self.path);
        for missing in quorum.missing {
            let message = if self.reading.is("quorum.extend") {
                format!("{missing}; the vote stays open")
            } else {
                missing
            };
            self.error(&path, Span::START, "quorum-not-met", message);
        }
    }

    /// The announced result against the counted one.
    fn results(&mut self, contest: &Contest, outcome: &Outcome) {
        let Some(results) = &self.folder.results else { return };
        let path = Arc::clone(&results.path);
        let id = |place: usize| candidate_id(contest, place);
        let mut counted: Vec<String> = outcome.elected.iter().map(|&place| id(place)).collect();
        let mut announced: Vec<String> = results.elected.iter().map(|id| id.trim().to_lowercase()).collect();
        counted.sort();
        announced.sort();
        if counted != announced {
            let message = format!(
                "{} were announced, and counting elects {}",
                announced.join(", "),
                counted.join(", ")
            );
            self.error(&path, results.elected_span, "result-disagrees", message);
        }
        for (name, total) in &results.totals {
            let place = (0..contest.candidates.len()).find(|&place| id(place) == name.trim().to_lowercase());
            let own = place.and_then(|place| outcome.totals.get(place).copied());
            if own.is_none() || own != Decimal::parse(total.value.trim()) {
                let counted = own.map_or_else(|| "nothing".to_owned(), |own| own.to_places(4).to_string());
                let message =
                    format!("{name} was announced with {}, and counting gives {counted}", total.value);
                self.error(&path, total.span, "totals-disagree", message);
            }
        }
        if let (Some(voters), Some(eligible)) = (&results.voters, &results.eligible)
            && voters.value > eligible.value
        {
            let message = format!("{} voted, and {} may", voters.value, eligible.value);
            self.error(&path, voters.span, "turnout-impossible", message);
        }
    }
}
