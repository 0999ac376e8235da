//! `/api/v1`: the documents of the crate `api` over HTTP.

mod current;
mod explain;
mod mirrors;
mod past;

use std::sync::Arc;

use axum::Router;
use axum::extract::RawPathParams;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get};
use maneki_mirror_api::Problem;
use maneki_mirror_api::arguments::BadArgument;
use maneki_mirror_formats::Audience;
use maneki_mirror_registry::NotFound;
use maneki_mirror_snapshot::MirrorEntry;
use serde::Serialize;

use crate::asker::Asker;
use crate::past::NotKnown;
use crate::published::Published;

/// All routes of the API.
pub(crate) fn router() -> Router<Arc<Published>> {
    let routes: [(&str, MethodRouter<Arc<Published>>); 9] = [
        ("/api/v1/mirrors", get(mirrors::page)),
        ("/api/v1/mirrors/{name}", get(mirrors::mirror)),
        ("/api/v1/mirrors/{name}/history", get(past::history)),
        ("/api/v1/mirrors/{name}/lags", get(past::lags)),
        ("/api/v1/explain", get(explain::explain)),
        ("/api/v1/snapshot", get(current::snapshot)),
        ("/api/v1/diagnostics", get(current::diagnostics)),
        ("/api/v1/propagation", get(past::propagation)),
        ("/api/v1/openapi.json", get(current::openapi)),
    ];
    let nothing = any(|| async { Refusal::NoSuchPath });
    routes
        .into_iter()
        .map(|(path, route)| (path, route.options(preflight).fallback(|| async { Refusal::Method })))
        .flat_map(|(path, route)| [(path.to_owned(), route.clone()), (format!("{path}/"), route)])
        .fold(Router::new(), |router, (path, route)| router.route(&path, route))
        .route("/api/{*path}", nothing)
        .layer(map_response(for_all_origins))
}

/// Why the API refuses a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error(transparent)]
    BadArgument(#[from] BadArgument),
    #[error(transparent)]
    OfLists(#[from] crate::params::BadArgument),
    #[error("Missing input for {0}")]
    Missing(&'static str),
    #[error(transparent)]
    NotFound(#[from] NotFound),
    #[error("There is no mirror with this name")]
    NoSuchMirror,
    #[error(transparent)]
    NotKnown(#[from] NotKnown),
    #[error("This path does not exist")]
    NoSuchPath,
    #[error("Only GET, HEAD and OPTIONS are supported")]
    Method,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, title) = match self {
            Self::BadArgument(_) | Self::OfLists(_) | Self::Missing(_) => {
                (StatusCode::BAD_REQUEST, "Bad Request")
            }
            Self::NotFound(_) | Self::NoSuchMirror | Self::NoSuchPath => (StatusCode::NOT_FOUND, "Not Found"),
            Self::NotKnown(_) => (StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable"),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"),
        };
        let text = Problem::new(status.as_u16(), title, self.to_string()).to_text();
        let mut response = (status, text).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self == Self::Method {
            headers.insert(header::ALLOW, HeaderValue::from_static("GET,HEAD,OPTIONS"));
        }
        response
    }
}

/// Scripts of any origin may read the answers, because there are no cookies and no passwords.
async fn for_all_origins(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// The preflight request of a browser that will send a token or a condition.
async fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, If-None-Match"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
        (header::ALLOW, "GET,HEAD,OPTIONS"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// A document that depends on the snapshot and the audience only.
fn document(document: &impl Serialize, headers: &HeaderMap) -> Response {
    maneki_ground_web::document(json(document), headers)
}

fn json(document: &impl Serialize) -> String {
    serde_json::to_string(document).expect("documents have text keys and no failing values") + "\n"
}

/// A document that depends on the client or the time.
fn momentary(document: &impl Serialize) -> Response {
    let text = json(document);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, text).into_response()
}

/// The mirror in a path, if the caller may know of it.
fn named<'a>(
    asker: &'a Asker,
    path: &RawPathParams,
    headers: &HeaderMap,
) -> Result<(&'a MirrorEntry, Audience), Refusal> {
    let audience = asker.audience(headers);
    let name = path.iter().find(|(key, _)| *key == "name").map_or("", |(_, name)| name);
    let snapshot = &asker.edition.snapshot;
    let entry = snapshot.find(name).map(|id| snapshot.entry(id));
    let entry = entry.filter(|entry| audience == Audience::Administrator || !entry.mirror.private);
    entry.map(|entry| (entry, audience)).ok_or(Refusal::NoSuchMirror)
}
