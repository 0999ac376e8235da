use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use maneki_mirror_formats::Audience;
use maneki_mirror_health::VaultHealth;
use serde::Serialize;
use std::sync::Arc;

use crate::asker::Asker;
use crate::audience::audience;
use crate::edition::Published;
use crate::refusal::json_headers;

/// `/healthz`: the process lives.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

#[derive(Serialize)]
struct Ready<'a> {
    status: &'static str,
    rounds: u64,
    snapshot: u64,
    created: Timestamp,
    mirrors: usize,
    /// Absent where nobody has asked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    vault: Option<Vault<'a>>,
    problems: Vec<&'a str>,
    /// The problems with everything that is to be known of them, for the administrator.
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<Vec<&'a str>>,
}

/// The server of old releases. That it is away changes no answer, for there is no other.
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

/// `/readyz`: which snapshot is served, and what keeps it from being up to date.
pub(crate) async fn readyz(
    State(published): State<Arc<Published>>,
    Extension(asker): Extension<Asker>,
    headers: HeaderMap,
) -> Response {
    let (readiness, problems) = (published.readiness(), published.problems());
    let administrator = audience(&asker.edition.server, &headers) == Audience::Administrator;
    let ready = Ready {
        status: "ready",
        rounds: readiness.rounds,
        snapshot: readiness.snapshot,
        created: readiness.created,
        mirrors: readiness.mirrors,
        vault: readiness.vault.as_ref().map(Vault::from),
        problems: problems.iter().map(|problem| problem.summary.as_str()).collect(),
        details: administrator.then(|| problems.iter().map(|problem| problem.details.as_str()).collect()),
    };
    let text = serde_json::to_string(&ready).unwrap_or_default();
    (json_headers(), text + "\n").into_response()
}
