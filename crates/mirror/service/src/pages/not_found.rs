use std::sync::Arc;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maneki_ground_http::names;

use super::{Visit, with_view};
use crate::refusal::Refusal;

/// The answer for an unknown path: a page for browsers, and a sentence for other clients.
pub(crate) async fn not_found(visit: Visit) -> Response {
    without_mirror(visit, None).await
}

/// The answer for the name of a mirror that does not exist, or that the visitor may not know of.
pub(crate) async fn no_mirror(visit: Visit, name: String) -> Response {
    without_mirror(visit, Some(name)).await
}

async fn without_mirror(visit: Visit, mirror: Option<String>) -> Response {
    // Clients of lists accept everything, and name no type.
    let accepted = visit.web.headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    if !names(accepted, "text/html") {
        let vary = [(header::VARY, HeaderValue::from_static("Accept, Accept-Language"))];
        return (vary, Refusal::NoSuchPath).into_response();
    }
    let edition = Arc::clone(visit.edition());
    visit.web.not_found(with_view(edition, move |view| view.not_found(mirror.as_deref()))).await
}
