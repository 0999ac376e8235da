//! `/assets/…`: what pages are made up with, kept for ever by whoever has it.

use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::Visit;
use crate::refusal::Refusal;

/// The file of a path, which names its content.
pub(crate) async fn asset(visit: Visit) -> Response {
    let Some(asset) = visit.edition().site.asset(visit.asked.path()) else {
        return Refusal::NoSuchPath.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type())),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        // A logo is a file of the operator's, and may be an SVG that somebody else drew.
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, Bytes::from_owner(asset.content())).into_response()
}
