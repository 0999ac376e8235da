//! The public files of Astra: the ledger of ballots, and the audit log.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::ballots::{Ballots, MOST_BALLOTS, MOST_CANDIDATES};
use crate::contest::{Candidate, Contest, Votes};
use crate::read::{JsonNode, Report, Source, read_json};

/// The greatest weight of a ballot in a ledger.
const MOST_WEIGHT: u64 = 1_000_000;

/// The public ledger of an election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    pub rows: Vec<LedgerRow>,
    pub chain_head: String,
}

/// A ballot in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// The bytes of the file where the row is written.
    pub bytes: Range<usize>,
    /// User names, the most preferred first.
    pub ranking: Vec<String>,
    /// `None` where it is not a whole number; whether it is in range is for the reader to judge.
    pub weight: Option<u64>,
    pub is_counted: bool,
    pub ballot_hash: String,
    pub chain_hash: String,
    pub previous_chain_hash: String,
    /// The hash of the ballot that replaces this one.
    pub superseded_by: Option<String>,
}

/// An event of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEvent {
    pub event_type: String,
    pub(crate) payload: JsonNode,
    /// The digest that was attested, in hex.
    pub digest: Option<String>,
}

/// A candidate as the audit log names it when the election starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartedCandidate {
    pub id: u64,
    pub user_name: String,
    pub identifier: Option<String>,
}

/// Reads a ledger; `None` where something is wrong, which is in the report.
pub fn read_ledger(source: &Source, report: &mut Report<'_>) -> Option<Ledger> {
    let root = read_json(source, report)?;
    from_json(&root, report)
}

pub(super) fn from_json(root: &JsonNode, report: &mut Report<'_>) -> Option<Ledger> {
    let head = hash(root, root, "chain_head", report);
    let rows = root.get("ballots").and_then(JsonNode::items).filter(|rows| rows.len() <= MOST_BALLOTS);
    let Some(rows) = rows else {
        report.error("value-type", root.bytes.clone(), "`ballots` must be a list of ballots", "");
        return None;
    };
    let read: Vec<LedgerRow> = rows.iter().filter_map(|row| ledger_row(row, report)).collect();
    let whole = read.len() == rows.len() && !report.has_errors();
    Some(Ledger { rows: read, chain_head: head? }).filter(|_| whole)
}

fn ledger_row(row: &JsonNode, report: &mut Report<'_>) -> Option<LedgerRow> {
    let [ballot, chain, previous] =
        ["ballot_hash", "chain_hash", "previous_chain_hash"].map(|key| hash(row, row, key, report));
    let ranking: Option<Vec<String>> = row
        .get("ranking")
        .and_then(JsonNode::items)
        .and_then(|names| names.iter().map(|name| name.text().map(str::to_owned)).collect());
    let counted = row.get("is_counted").and_then(JsonNode::truth);
    let problems = [
        (ranking.is_none(), "`ranking` must be a list of user names"),
        (counted.is_none(), "`is_counted` must be true or false"),
    ];
    for (_, message) in problems.into_iter().filter(|(is_wrong, _)| *is_wrong) {
        report.error("value-type", row.bytes.clone(), message, "");
    }
    let superseded_by = match row.get("superseded_by").filter(|value| !value.is_null()) {
        Some(_) => Some(hash(row, row, "superseded_by", report)?),
        None => None,
    };
    let weight = row.get("weight").and_then(JsonNode::whole);
    Some(LedgerRow {
        bytes: row.bytes.clone(),
        ranking: ranking?,
        weight,
        is_counted: counted?,
        ballot_hash: ballot?,
        chain_hash: chain?,
        previous_chain_hash: previous?,
        superseded_by,
    })
}

impl LedgerRow {
    /// The weight, if it is one that the platform allows.
    pub(crate) fn valid_weight(&self) -> Option<u64> {
        self.weight.filter(|weight| *weight <= MOST_WEIGHT)
    }
}

/// A SHA-256 in lower-case hex.
fn hash(object: &JsonNode, place: &JsonNode, key: &str, report: &mut Report<'_>) -> Option<String> {
    let value = object.get(key);
    let is_hash =
        |text: &&str| text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let hash = value.and_then(JsonNode::text).filter(is_hash);
    if hash.is_none() {
        let bytes = value.unwrap_or(place).bytes.clone();
        let message = format!("`{key}` must be a SHA-256 digest, which has 64 digits from 0 to f");
        report.error("value-type", bytes, message, "");
    }
    hash.map(str::to_owned)
}

/// The events of an audit log; `None` where something is wrong, which is in the report.
pub fn read_audit(source: &Source, report: &mut Report<'_>) -> Option<Vec<AuditEvent>> {
    let root = read_json(source, report)?;
    let events = root.get("audit_log").and_then(JsonNode::items);
    let Some(events) = events else {
        report.error("value-type", root.bytes, "`audit_log` must be a list of events", "");
        return None;
    };
    let mut read = Vec::new();
    for event in events {
        let name = event.get("event_type").and_then(JsonNode::text);
        let (Some(name), Some(payload)) = (name, event.get("payload")) else {
            report.error(
                "value-type",
                event.bytes.clone(),
                "an event must have `event_type` and `payload`",
                "",
            );
            continue;
        };
        let stamp = event.get("timestamping").and_then(|stamp| stamp.get("message_digest_hex"));
        let digest = stamp.and_then(JsonNode::text).map(str::to_owned);
        read.push(AuditEvent { event_type: name.to_owned(), payload: payload.clone(), digest });
    }
    (read.len() == events.len()).then_some(read)
}

/// The events of one type.
pub(crate) fn events<'log>(log: &'log [AuditEvent], name: &str) -> impl Iterator<Item = &'log AuditEvent> {
    log.iter().filter(move |event| event.event_type == name)
}

/// The candidates that an audit log names.
pub(crate) fn started_candidates(log: &[AuditEvent]) -> Option<Vec<StartedCandidate>> {
    let started = events(log, "election_started").next()?;
    let candidates = started.payload.get("candidates")?.items()?;
    candidates
        .iter()
        .map(|candidate| {
            Some(StartedCandidate {
                id: candidate.get("id")?.whole()?,
                user_name: candidate.get("freeipa_username")?.text()?.to_owned(),
                identifier: candidate.get("tiebreak_uuid").and_then(JsonNode::text).map(str::to_owned),
            })
        })
        .collect()
}

/// How many seats the platform filled.
pub(crate) fn seats(log: &[AuditEvent]) -> Option<u64> {
    events(log, "tally_round").find_map(|round| round.payload.get("seats")?.whole())
}

/// The election of a ledger: the ballots that count, in the order of the file. `None` where something is wrong.
pub(super) fn contest(ledger: &Ledger, audit: Option<&Source>, report: &mut Report<'_>) -> Option<Contest> {
    let log = match audit {
        Some(source) => {
            let mut own = Report::new(source);
            let log = read_audit(source, &mut own);
            report.extend(own.into_findings());
            Some(log?)
        }
        None => None,
    };
    to_contest(ledger, log.as_deref().unwrap_or_default(), report)
}

/// The same with an audit log that is read already.
pub(crate) fn to_contest(ledger: &Ledger, log: &[AuditEvent], report: &mut Report<'_>) -> Option<Contest> {
    let started = started_candidates(log);
    let candidates = match started {
        Some(started) => started.into_iter().map(candidate).collect(),
        None => ranked_names(ledger),
    };
    if candidates.len() > MOST_CANDIDATES {
        let message = format!("the ledger has more than {MOST_CANDIDATES} candidates");
        report.error("value-type", 0..0, message, "");
        return None;
    }
    let places: BTreeMap<&str, usize> =
        candidates.iter().enumerate().map(|(place, candidate)| (candidate.name.as_str(), place)).collect();
    let mut ballots = Ballots::new();
    for row in ledger.rows.iter().filter(|row| row.is_counted) {
        let mut choices: Vec<usize> = Vec::new();
        for name in &row.ranking {
            match places.get(name.as_str()) {
                Some(place) if choices.contains(place) => {
                    let message = format!("`{name}` has two ranks on this ballot");
                    report.error("rank-twice", row.bytes.clone(), message, "");
                }
                Some(place) => choices.push(*place),
                None => {
                    let message = format!("`{name}` is not a candidate of this election");
                    report.error("candidate-unknown", row.bytes.clone(), message, "");
                }
            }
        }
        if let Some(weight) = row.valid_weight() {
            ballots.push(1, weight, choices);
        } else {
            let message = format!("the weight of a ballot must be a whole number from 0 to {MOST_WEIGHT}");
            report.error("weight-range", row.bytes.clone(), message, "");
        }
    }
    let seats = seats(log).and_then(|seats| usize::try_from(seats).ok()).unwrap_or(0);
    let contest = Contest::new(candidates, seats.min(MOST_CANDIDATES), Votes::Ranked(ballots));
    (!report.has_errors()).then_some(contest)
}

fn candidate(started: StartedCandidate) -> Candidate {
    let StartedCandidate { id, user_name, identifier } = started;
    Candidate { id: id.to_string(), name: user_name, identifier }
}

/// All names that ballots rank, in their order.
fn ranked_names(ledger: &Ledger) -> Vec<Candidate> {
    let mut names: Vec<&String> = ledger.rows.iter().flat_map(|row| &row.ranking).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| Candidate::new(name, name)).collect()
}
