//! Where there is nothing: a page for those who can read one, and a sentence for everybody else.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Visit, page_headers};
use crate::refusal::Refusal;

/// There is nothing at a path.
pub(crate) async fn nothing(visit: Visit) -> Response {
    told(visit, None).await
}

/// No mirror that the visitor may know of has a name.
pub(crate) async fn no_mirror(visit: Visit, name: String) -> Response {
    told(visit, Some(name)).await
}

async fn told(visit: Visit, mirror: Option<String>) -> Response {
    let vary = [(header::VARY, HeaderValue::from_static("Accept, Accept-Language"))];
    if !reads_html(&visit.headers) {
        return (vary, Refusal::NoSuchPath).into_response();
    }
    let page = visit.write(move |view| view.not_found(mirror.as_deref())).await;
    let kept = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (StatusCode::NOT_FOUND, page_headers(), kept, vary, page).into_response()
}

/// Whether somebody asks for HTML by its name. Clients of lists accept everything and name nothing.
fn reads_html(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let mut ranges = accepted.flat_map(|value| value.split(','));
    ranges.any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let is_html = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"));
        is_html && parts.all(|part| !matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_for_those_who_name_it() {
        let reads = |accept: &'static str| {
            reads_html(&HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]))
        };
        assert!(reads("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assert!(reads("application/json, Text/HTML;q=0.1"));
        assert!(!reads("*/*") && !reads("text/*") && !reads("") && !reads("text/html;q=0"));
        assert!(!reads_html(&HeaderMap::new()));
    }
}
