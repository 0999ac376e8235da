use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maneki_ground_http::{entity_tag, matches_tag};

/// A JSON document that clients may keep if they ask each time whether it has changed.
///
/// With an `Authorization` header the document may differ, so shared caches must not keep it.
pub fn document(text: impl Into<axum::body::Bytes>, headers: &HeaderMap) -> Response {
    let text = text.into();
    let control = if headers.contains_key(header::AUTHORIZATION) { "private, no-cache" } else { "no-cache" };
    let kept = [
        (header::CACHE_CONTROL, HeaderValue::from_static(control)),
        (header::VARY, HeaderValue::from_static("Authorization")),
    ];
    let tag = entity_tag(&text);
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    (kept, conditional(headers, &tag, (content_type, text))).into_response()
}

/// The response with its entity tag, or 304 if the client already has it.
pub(crate) fn conditional(headers: &HeaderMap, tag: &str, response: impl IntoResponse) -> Response {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let tag_header =
        [(header::ETAG, HeaderValue::from_str(tag).expect("a tag consists of ASCII characters"))];
    if matches_tag(known, tag) {
        (StatusCode::NOT_MODIFIED, tag_header).into_response()
    } else {
        (tag_header, response).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(name: header::HeaderName, value: &str) -> HeaderMap {
        [(name, HeaderValue::from_str(value).unwrap())].into_iter().collect()
    }

    #[test]
    fn a_client_that_has_the_document_gets_no_body() {
        let first = document("{}\n", &HeaderMap::new());
        let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        assert_eq!(
            (first.status(), &first.headers()[header::CACHE_CONTROL]),
            (StatusCode::OK, &HeaderValue::from_static("no-cache"))
        );
        let again = document("{}\n", &sent(header::IF_NONE_MATCH, &tag));
        assert_eq!(
            (again.status(), again.headers()[header::ETAG].to_str().unwrap()),
            (StatusCode::NOT_MODIFIED, tag.as_str())
        );
        let another = document("{}\n", &sent(header::IF_NONE_MATCH, "\"other\""));
        assert_eq!(another.status(), StatusCode::OK);
        let private = document("", &sent(header::AUTHORIZATION, "Bearer x"));
        assert_eq!(private.headers()[header::CACHE_CONTROL], "private, no-cache");
    }
}
