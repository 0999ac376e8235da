use axum::body::Bytes;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::visit::Visit;

/// `/assets/…`: the files that pages refer to. A path names its content, so clients may keep the file for ever.
pub(crate) async fn asset(visit: Visit) -> Response {
    let Some(asset) = visit.site().asset(visit.request.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type())),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        // The logo is a file of the operator, and may be an SVG with scripts.
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, Bytes::from_owner(asset.content())).into_response()
}
