use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maneki_ground_http::Audience;
use serde_json::{Value, json};

use crate::audience::audience;
use crate::caller::Caller;
use crate::room::{Readiness, Room};

type Readinesses = Arc<[Arc<dyn Fn() -> Readiness + Send + Sync>]>;

/// `/healthz` and `/readyz`.
pub(crate) fn routes(rooms: &[Room]) -> Router {
    let readiness: Readinesses = rooms.iter().map(|room| Arc::clone(&room.readiness)).collect();
    Router::new()
        .route("/healthz", get(healthz))
        .route("/healthz/", get(healthz))
        .route("/readyz", get(readyz))
        .route("/readyz/", get(readyz))
        .with_state(readiness)
}

/// The process lives.
async fn healthz() -> &'static str {
    "ok\n"
}

/// The service answers; what keeps it from being up to date, and what each room says about itself. The administrator
/// also gets the details of the problems.
async fn readyz(State(rooms): State<Readinesses>, caller: Caller, headers: HeaderMap) -> Response {
    let mut document = json!({ "status": "ready" });
    let mut problems: Vec<_> = caller.settings.problem.iter().cloned().collect();
    for readiness in rooms.iter() {
        let readiness = readiness();
        for (name, value) in readiness.fields {
            document[name] = value;
        }
        problems.extend(readiness.problems);
    }
    document["problems"] = problems.iter().map(|problem| Value::from(problem.summary.as_str())).collect();
    if audience(&caller.settings.server, &headers) == Audience::Administrator {
        document["details"] = problems.iter().map(|problem| Value::from(problem.details.as_str())).collect();
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, format!("{document}\n")).into_response()
}
