//! `/mirrors/<name>/badge.svg`: the state of a mirror, for other sites.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maneki_mirror_pages::badge as written;

use super::{Visit, not_found};

/// The badge of a public mirror. Every site may show it, and it is at most a few minutes old.
pub(crate) async fn badge(visit: Visit, path: Option<Path<String>>) -> Response {
    let snapshot = &visit.edition().snapshot;
    let known = path.and_then(|Path(name)| snapshot.find(&name)).map(|id| snapshot.entry(id));
    let Some(entry) = known.filter(|entry| !entry.mirror.private) else { return not_found(visit).await };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::VARY, HeaderValue::from_static("Accept-Language")),
    ];
    (headers, written(snapshot, entry, visit.texts())).into_response()
}
