use std::collections::{BTreeMap, BTreeSet};

use super::Chain;
use super::attestation::attestations;
use super::ballot::{ballot, receipt};
use super::chain::short;
use super::recount::{recount, rounds};
use super::statement::{Label, Statement};
use crate::contest::{Contest, Group};
use crate::hash::sha256;
use crate::read::{Report, Source};
use crate::votes::{AuditEvent, Ledger, LedgerRow, events, seats, to_contest};

/// The values that a verification uses.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The events of the audit log, if there is one.
    pub audit: Option<Vec<AuditEvent>>,
    pub election_id: Option<u64>,
    pub head: Option<String>,
    pub receipt: Option<String>,
    /// A voter's own ballot, with the five values that its hash is made of.
    pub ballot: Option<Source>,
    pub seats: Option<usize>,
    /// User names or ids of those who were announced as elected.
    pub elected: Vec<String>,
    pub eligible_voters: Option<u64>,
    pub eligible_weight: Option<u64>,
    /// Groups by ids or user names: the most who may be elected, and the members.
    pub groups: Vec<(usize, Vec<String>)>,
    /// The sentence from which the first hash is made; `{id}` is the number of the election.
    pub genesis: String,
}

/// Verifies a ledger. Statements are always in the same order.
pub fn verify(source: &Source, ledger: &Ledger, request: &Request) -> Vec<Statement> {
    let log = request.audit.as_deref().unwrap_or_default();
    let expected = request.election_id.map(|id| sha256(&request.genesis.replace("{id}", &id.to_string())));
    let attested =
        events(log, "election_started").find_map(|event| event.payload.get("genesis_chain_hash")?.text());
    let chain = Chain::new(ledger, None);
    let mut statements = vec![genesis(&chain, expected.as_deref(), attested)];
    statements.push(if let Some(fault) = &chain.fault {
        Statement::new("chain", Label::Failed, fault.clone())
    } else {
        let text = format!("all {} rows are one chain from the genesis to the head", chain.rows.len());
        Statement::new("chain", Label::Proven, text)
    });
    statements.push(head(ledger, log, request));
    statements.push(superseded(ledger, &chain));
    let mut problems = Report::new(source);
    let contest = contest(ledger, log, request, &mut problems);
    statements.push(weights(ledger));
    let is_broken = problems.into_findings().iter().any(|found| found.code.0 != "weight-range");
    statements.push(rankings(is_broken));
    statements.extend(request.receipt.as_deref().map(|hash| receipt(&chain, hash)));
    statements.extend(request.ballot.as_ref().map(|own| ballot(&chain, log, own)));
    statements.push(recount(contest.as_ref(), log, &request.elected));
    statements.push(rounds(contest.as_ref(), log));
    statements.extend(attestations(log));
    let text = "entries of the transparency log cannot be looked up without a network";
    statements.push(Statement::new("transparency-log", Label::NotCheckable, text));
    statements.push(quorum(ledger, request));
    statements
}

/// The election of the ledger with the seats and groups that are known.
fn contest(
    ledger: &Ledger,
    log: &[AuditEvent],
    request: &Request,
    problems: &mut Report<'_>,
) -> Option<Contest> {
    let mut contest = to_contest(ledger, log, problems)?;
    let known = seats(log).and_then(|seats| usize::try_from(seats).ok());
    contest.seats = request.seats.or(known).unwrap_or(0);
    for (max, members) in &request.groups {
        let place = |member: &String| {
            let is_member =
                |candidate: &crate::Candidate| candidate.id == *member || candidate.name == *member;
            contest.candidates.iter().position(is_member)
        };
        let members = members.iter().filter_map(place).collect();
        contest.groups.push(Group { max: *max, members });
    }
    Some(contest)
}

fn genesis(chain: &Chain<'_>, expected: Option<&str>, attested: Option<&str>) -> Statement {
    let statement = |label, text: &str| Statement::new("genesis", label, text);
    let fits = |hash: &str| chain.genesis == Some(hash);
    match (expected, attested) {
        (Some(expected), _) if !fits(expected) => {
            statement(Label::Failed, "the chain does not begin with the hash of this election's id")
        }
        (_, Some(attested)) if !fits(attested) => {
            statement(Label::Failed, "the chain does not begin with the hash that the audit log names")
        }
        (Some(_), _) => statement(Label::Proven, "the chain begins with the hash of this election's id"),
        (None, Some(_)) => {
            statement(Label::Attested, "the chain begins with the hash that the audit log names")
        }
        (None, None) => statement(
            Label::NotCheckable,
            "give the id of the election with `--election-id`, or the audit log",
        ),
    }
}

fn head(ledger: &Ledger, log: &[AuditEvent], request: &Request) -> Statement {
    let own = ledger.chain_head.as_str();
    let closed = events(log, "election_closed").find_map(|event| event.payload.get("chain_head")?.text());
    let statement = |label, text: String| Statement::new("head", label, text);
    if let Some(noted) = request.head.as_deref().filter(|noted| *noted != own) {
        return statement(Label::Failed, format!("the head is {}, not {}", short(own), short(noted)));
    }
    if let Some(closed) = closed.filter(|closed| *closed != own) {
        let text = format!("the head is {}, and the audit log closed with {}", short(own), short(closed));
        return statement(Label::Failed, text);
    }
    match (&request.head, closed) {
        (Some(_), _) => statement(Label::Proven, "the head is the one that you noted".into()),
        (None, Some(_)) => {
            statement(Label::Attested, "the head is the one with which the audit log closed".into())
        }
        (None, None) => statement(
            Label::NotCheckable,
            "give a head that you noted with `--head`, or the audit log".into(),
        ),
    }
}

fn superseded(ledger: &Ledger, chain: &Chain<'_>) -> Statement {
    let mut hashes = BTreeSet::new();
    let repeated = ledger.rows.iter().find(|row| !hashes.insert(&row.ballot_hash));
    let fault = |row: &LedgerRow| match (row.is_counted, &row.superseded_by) {
        (true, Some(_)) => Some("counts although another ballot replaces it"),
        (false, None) => Some("does not count, and no ballot replaces it"),
        (true, None) => None,
        (false, Some(later)) => {
            let is_later = chain.position(later) > chain.position(&row.ballot_hash);
            (!is_later).then_some("is replaced by a ballot that is not later in the chain")
        }
    };
    let wrong = ledger.rows.iter().find_map(|row| Some((row, fault(row)?)));
    let replaced = ledger.rows.iter().filter(|row| !row.is_counted).count();
    let (label, text) = match (repeated, wrong) {
        (Some(row), _) => (Label::Failed, format!("ballot {} is there twice", short(&row.ballot_hash))),
        (None, Some((row, fault))) => (Label::Failed, format!("ballot {} {fault}", short(&row.ballot_hash))),
        (None, None) => (Label::Recomputed, format!("{replaced} ballots are replaced by later ones")),
    };
    Statement::new("superseded", label, text)
}

fn weights(ledger: &Ledger) -> Statement {
    if let Some(row) = ledger.rows.iter().find(|row| row.valid_weight().is_none()) {
        let text = format!("ballot {} has a weight that is out of range", short(&row.ballot_hash));
        Statement::new("weights", Label::Failed, text)
    } else {
        let text = "a changed weight does not break the chain: the hash of a ballot is made with secrets of \
                    its voter, so that each voter can check only the own weight";
        Statement::new("weights", Label::NotCheckable, text)
    }
}

fn rankings(is_broken: bool) -> Statement {
    if is_broken {
        let text = "a ballot ranks a name that is not a candidate, or one candidate twice";
        return Statement::new("rankings", Label::Failed, text);
    }
    let text = "a changed ranking does not break the chain: the hash of a ballot is made with secrets of its \
                voter, so that each voter can check only the own ranking";
    Statement::new("rankings", Label::NotCheckable, text)
}

fn quorum(ledger: &Ledger, request: &Request) -> Statement {
    let counted = || ledger.rows.iter().filter(|row| row.is_counted);
    let voted = counted().count() as u64;
    let weight: u64 = counted().filter_map(LedgerRow::valid_weight).sum();
    let part = |what: &str, part: u64, whole: u64| format!("{part} of {whole} {what}");
    let parts: Vec<String> = [
        request.eligible_voters.map(|whole| part("voters", voted, whole)),
        request.eligible_weight.map(|whole| part("votes by weight", weight, whole)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let impossible = request.eligible_voters.is_some_and(|whole| voted > whole)
        || request.eligible_weight.is_some_and(|whole| weight > whole);
    if parts.is_empty() {
        let text =
            "the public files do not say how many may vote; give `--eligible-voters` and `--eligible-weight`";
        return Statement::new("quorum", Label::NotCheckable, text);
    }
    let label = if impossible { Label::Failed } else { Label::Recomputed };
    Statement::new("quorum", label, format!("{} were cast", parts.join(" and ")))
}

/// The weights that fewer ballots have than a class must have voters, so that a ballot can be attributed: each
/// with the number of its ballots.
pub(crate) fn rare_weights(ledger: &Ledger, least: u64) -> Vec<(u64, u64)> {
    let mut numbers: BTreeMap<u64, u64> = BTreeMap::new();
    for row in ledger.rows.iter().filter(|row| row.is_counted) {
        *numbers.entry(row.weight.unwrap_or(0)).or_default() += 1;
    }
    numbers.into_iter().filter(|(_, number)| *number < least).collect()
}
