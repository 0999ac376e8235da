use std::any::Any;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The answer after a bug: 500, and a line in the log. The sentence has no character that a client of mirror lists
/// could take for a URL.
pub fn internal_error(what: &str, cause: &str) -> Response {
    tracing::error!(cause, "a bug: {what}");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (StatusCode::INTERNAL_SERVER_ERROR, headers, "Internal error: see the log of the service\n")
        .into_response()
}

/// The message of a panic.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic without a message")
}
