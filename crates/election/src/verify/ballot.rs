use super::Chain;
use super::chain::short;
use super::statement::{Label, Statement};
use crate::hash::sha256;
use crate::read::{Escapes, JsonNode, Report, Source, read_json};
use crate::votes::{AuditEvent, LedgerRow, started_candidates};

/// Whether the hash that a voter noted is in the chain.
pub(super) fn receipt(chain: &Chain<'_>, hash: &str) -> Statement {
    let statement = |label, text: String| Statement::new("receipt", label, text);
    match chain.position(hash) {
        Some(place) => {
            let row = chain.rows[place];
            let counted = if row.is_counted { "counts" } else { "was replaced by a later one" };
            statement(Label::Proven, format!("the ballot is number {} of the chain and {counted}", place + 1))
        }
        None => statement(Label::Failed, format!("no ballot in the chain has the hash {}", short(hash))),
    }
}

/// Whether a voter's own ballot is in the chain with its ranking and its weight.
pub(super) fn ballot(chain: &Chain<'_>, log: &[AuditEvent], own: &Source) -> Statement {
    match check(chain, log, own) {
        Ok(text) => Statement::new("ballot", Label::Proven, text),
        Err(text) => Statement::new("ballot", Label::Failed, text),
    }
}

fn check(chain: &Chain<'_>, log: &[AuditEvent], own: &Source) -> Result<String, String> {
    let root = read_json(own, &mut Report::new(own)).ok_or("your ballot is not valid JSON")?;
    let mut parts = Vec::new();
    // In the order of the keys, which is the order of the digest.
    for key in ["credential_public_id", "election_id", "nonce", "ranking", "weight"] {
        let value = root.get(key).ok_or_else(|| format!("your ballot has no `{key}`"))?;
        parts.push(format!("\"{key}\":{}", value.canonical(Escapes::Utf8)));
    }
    let hash = sha256(&format!("{{{}}}", parts.join(",")));
    let place = chain
        .position(&hash)
        .ok_or_else(|| format!("your ballot has the hash {}, which is not in the chain", short(&hash)))?;
    let row = chain.rows[place];
    if root.get("weight").and_then(JsonNode::whole) != row.weight {
        return Err("the ledger has another weight than your ballot".into());
    }
    let ranking = ranking(&root, row, log)?;
    let counted = if row.is_counted { "it counts" } else { "a later ballot replaces it" };
    Ok(format!("your ballot is number {} of the chain with its weight{ranking}; {counted}", place + 1))
}

/// Compares the ids of a ballot with the user names of the ledger, which the audit log connects.
fn ranking(root: &JsonNode, row: &LedgerRow, log: &[AuditEvent]) -> Result<&'static str, String> {
    let ids: Option<Vec<u64>> = root
        .get("ranking")
        .and_then(JsonNode::items)
        .and_then(|ids| ids.iter().map(JsonNode::whole).collect());
    let ids = ids.ok_or("the `ranking` of your ballot must be a list of ids of candidates")?;
    let Some(candidates) = started_candidates(log) else {
        if ids.len() != row.ranking.len() {
            return Err("the ledger has another number of ranks than your ballot".into());
        }
        return Ok(" and its number of ranks (its ranking needs the audit log)");
    };
    let name = |id: &u64| candidates.iter().find(|candidate| candidate.id == *id);
    let names: Option<Vec<&str>> = ids.iter().map(|id| Some(name(id)?.user_name.as_str())).collect();
    let same = names.is_some_and(|names| names == row.ranking);
    if same { Ok(" and its ranking") } else { Err("the ledger has another ranking than your ballot".into()) }
}
