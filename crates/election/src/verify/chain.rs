use std::collections::BTreeMap;

use crate::hash::sha256;
use crate::votes::{Ledger, LedgerRow};

/// The rows of a ledger in the order of the chain.
#[derive(Debug)]
pub(super) struct Chain<'ledger> {
    /// The hash from which the first row continues.
    pub(super) genesis: Option<&'ledger str>,
    pub(super) rows: Vec<&'ledger LedgerRow>,
    /// Why the rows are not one chain up to the head.
    pub(super) fault: Option<String>,
}

/// The first digits of a hash, for messages.
pub(super) fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

impl<'ledger> Chain<'ledger> {
    /// Follows the rows from the genesis to the head. Without a genesis the chain begins at the hash that no row
    /// produces.
    pub(super) fn new(ledger: &'ledger Ledger, genesis: Option<&'ledger str>) -> Self {
        let mut next: BTreeMap<&str, &LedgerRow> = BTreeMap::new();
        let mut fault = None;
        for row in &ledger.rows {
            if next.insert(&row.previous_chain_hash, row).is_some() {
                let previous = short(&row.previous_chain_hash);
                fault.get_or_insert_with(|| format!("two rows continue {previous}: the chain forks"));
            }
        }
        let broken = ledger.rows.iter().find(|row| {
            sha256(&format!("{}:{}", row.previous_chain_hash, row.ballot_hash)) != row.chain_hash
        });
        if let Some(row) = broken {
            let hash = short(&row.chain_hash);
            fault.get_or_insert_with(|| format!("the link {hash} is not the digest of what it links"));
        }
        let produced: std::collections::BTreeSet<&str> =
            ledger.rows.iter().map(|row| row.chain_hash.as_str()).collect();
        let own = ledger
            .rows
            .iter()
            .map(|row| row.previous_chain_hash.as_str())
            .find(|previous| !produced.contains(previous));
        let genesis = genesis.or(own).or(ledger.rows.is_empty().then_some(ledger.chain_head.as_str()));
        let mut rows = Vec::new();
        let mut at = genesis.unwrap_or_default();
        while let Some(row) = next.remove(at) {
            rows.push(row);
            at = &row.chain_hash;
        }
        if rows.len() < ledger.rows.len() {
            let left = ledger.rows.len() - rows.len();
            fault.get_or_insert_with(|| {
                format!("{left} of {} rows are not reached from the genesis", ledger.rows.len())
            });
        }
        if at != ledger.chain_head {
            fault.get_or_insert_with(|| {
                format!(
                    "the chain ends in {}, and the ledger's head is {}",
                    short(at),
                    short(&ledger.chain_head)
                )
            });
        }
        Self { genesis, rows, fault }
    }

    /// The position in the chain of a ballot.
    pub(super) fn position(&self, ballot_hash: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.ballot_hash == ballot_hash)
    }
}
