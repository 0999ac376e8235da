use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::edition::Published;
use crate::refusal::json_headers;

/// `/healthz`: the process lives.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// `/readyz`: which snapshot is served, and what keeps it from being up to date.
pub(crate) async fn readyz(State(published): State<Arc<Published>>) -> Response {
    let text = serde_json::to_string(&**published.readiness()).unwrap_or_default();
    (json_headers(), text + "\n").into_response()
}
