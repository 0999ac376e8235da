use jiff::Timestamp;
use maneki_ground_diagnostics::Problem;
use maneki_mirror_checker::HealthState;
use maneki_mirror_health::VaultHealth;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::edition::Edition;

/// The answer of `/readyz`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Readiness {
    /// Complete rounds of checks since the start. 0 means that health is unknown, or from before the start.
    pub(crate) rounds: u64,
    /// Whether the vault answers; `None` if it was not checked.
    pub(crate) vault: Option<VaultHealth>,
    /// The number of the current snapshot, from 1.
    pub(crate) snapshot: u64,
    /// The time of the snapshot.
    pub(crate) created: Timestamp,
    /// The number of mirrors.
    pub(crate) mirrors: usize,
    /// The problems that keep the service from being up to date.
    pub(crate) problems: Vec<Problem>,
}

impl Readiness {
    pub(crate) fn new(edition: &Edition, believed: Option<&HealthState>, problems: Vec<Problem>) -> Self {
        Self {
            rounds: believed.map_or(0, |believed| believed.rounds),
            vault: believed.and_then(|believed| believed.vault.clone()),
            snapshot: edition.snapshot.serial,
            created: edition.snapshot.created,
            mirrors: edition.snapshot.entries().len(),
            problems,
        }
    }

    /// The fields of `/readyz`.
    pub(crate) fn fields(&self) -> Map<String, Value> {
        let fields = Fields {
            rounds: self.rounds,
            snapshot: self.snapshot,
            created: self.created,
            mirrors: self.mirrors,
            vault: self.vault.as_ref().map(Vault::from),
        };
        match serde_json::to_value(fields) {
            Ok(Value::Object(fields)) => fields,
            _ => unreachable!("a struct of numbers and texts is an object"),
        }
    }
}

#[derive(Serialize)]
struct Fields<'a> {
    rounds: u64,
    snapshot: u64,
    created: Timestamp,
    mirrors: usize,
    /// Absent until the vault has been checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    vault: Option<Vault<'a>>,
}

/// The server of old releases. Its absence changes no answer, because there is no other.
#[derive(Serialize)]
struct Vault<'a> {
    works: bool,
    since: Timestamp,
    checked: Timestamp,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl<'a> From<&'a VaultHealth> for Vault<'a> {
    fn from(vault: &'a VaultHealth) -> Self {
        Self {
            works: vault.fault.is_none(),
            since: vault.since,
            checked: vault.checked,
            url: &vault.url,
            reason: vault.fault.as_ref().map(ToString::to_string),
        }
    }
}
