//! What is served now.

use std::collections::BTreeMap;

use jiff::Timestamp;
use maneki_mirror_formats::Audience;
use maneki_mirror_health::{VaultHealth, Verdict};
use maneki_mirror_snapshot::Snapshot;
use serde::Serialize;
use utoipa::ToSchema;

use crate::mirror::verdict;
use crate::words;

/// The snapshot that is served, in numbers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Snapshot)]
pub struct Document {
    /// Counts from 1 since the start of the service.
    pub serial: u64,
    /// When it was made.
    pub created: Timestamp,
    /// Whole check rounds since the start; 0: health is unknown, or from before the start.
    pub rounds: u64,
    /// How many mirrors there are.
    pub mirrors: usize,
    /// How many of them are what.
    pub verdicts: BTreeMap<&'static str, usize>,
    /// How many of them are taken out.
    pub drained: usize,
    /// Whether the vault answers; `null`: nobody asked.
    pub vault: Option<Vault>,
    /// The versions that mirrors carry.
    pub versions: Vec<String>,
    /// The versions that only the vault has.
    pub vault_versions: Vec<String>,
    /// The optional modules, each with its versions.
    pub modules: BTreeMap<String, Vec<String>>,
    /// What keeps the service from being up to date, in sentences.
    pub problems: Vec<String>,
}

/// The server of old releases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Vault {
    /// Whether it answers.
    pub works: bool,
    /// Since when it does, or does not.
    pub since: Timestamp,
    /// When it was last asked.
    pub looked_at: Timestamp,
    /// What was asked for.
    pub url: String,
    /// Why it does not work.
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

/// What an audience may know of a snapshot.
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
