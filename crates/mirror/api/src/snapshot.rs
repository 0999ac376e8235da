//! The snapshot that is served now.

use std::collections::BTreeMap;

use jiff::Timestamp;
use maneki_mirror_formats::Audience;
use maneki_mirror_health::{VaultHealth, Verdict};
use maneki_mirror_snapshot::Snapshot;
use serde::Serialize;
use utoipa::ToSchema;

use crate::mirror::verdict;
use crate::words;

/// Numbers about the snapshot that is served now.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Snapshot)]
pub struct Document {
    /// The number of the snapshot since the start of the service, from 1.
    pub serial: u64,
    /// When it was made.
    pub created: Timestamp,
    /// The number of complete rounds of checks since the start; 0 if health is unknown, or from before the start.
    pub rounds: u64,
    /// The number of mirrors.
    pub mirrors: usize,
    /// The number of mirrors with each verdict.
    pub verdicts: BTreeMap<&'static str, usize>,
    /// The number of mirrors that the operator has taken out.
    pub drained: usize,
    /// The health of the vault; `null` if it has not been checked.
    pub vault: Option<Vault>,
    /// The versions that mirrors carry.
    pub versions: Vec<String>,
    /// The versions that only the vault has.
    pub vault_versions: Vec<String>,
    /// The optional modules with their versions.
    pub modules: BTreeMap<String, Vec<String>>,
    /// The problems that keep the service from being up to date.
    pub problems: Vec<String>,
}

/// The server of old releases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Vault {
    /// Whether it answers.
    pub works: bool,
    /// Since when it answers or fails.
    pub since: Timestamp,
    /// When it was last checked.
    pub looked_at: Timestamp,
    /// The URL that was requested.
    pub url: String,
    /// Why it fails.
    pub reason: Option<String>,
}

impl From<&VaultHealth> for Vault {
    fn from(vault: &VaultHealth) -> Self {
        Self {
            works: vault.fault.is_none(),
            since: vault.since,
            looked_at: vault.checked,
            url: vault.url.to_string(),
            reason: vault.fault.as_ref().map(ToString::to_string),
        }
    }
}

/// The document about a snapshot for an audience.
pub fn document(
    snapshot: &Snapshot,
    rounds: u64,
    vault: Option<&VaultHealth>,
    problems: Vec<String>,
    audience: Audience,
) -> Document {
    let words = Verdict::ALL.iter().map(|verdict| verdict.word()).chain([words::UNKNOWN]);
    let mut verdicts: BTreeMap<&'static str, usize> = words.map(|word| (word, 0)).collect();
    let (mut mirrors, mut drained) = (0, 0);
    for (_, entry) in snapshot.entries() {
        if audience == Audience::Public && entry.mirror.private {
            continue;
        }
        mirrors += 1;
        drained += usize::from(entry.drain.is_some());
        *verdicts.entry(verdict(entry)).or_default() += 1;
    }
    let catalog = &snapshot.catalog;
    let module =
        |(name, versions): (&maneki_mirror_model::ModuleName, &Vec<maneki_mirror_model::Version>)| {
            (name.to_string(), versions.iter().map(ToString::to_string).collect())
        };
    Document {
        serial: snapshot.serial,
        created: snapshot.created,
        rounds,
        mirrors,
        verdicts,
        drained,
        vault: vault.map(Vault::from),
        versions: catalog.versions.iter().map(ToString::to_string).collect(),
        vault_versions: catalog.vault_versions.iter().map(ToString::to_string).collect(),
        modules: catalog.modules.iter().map(module).collect(),
        problems,
    }
}
