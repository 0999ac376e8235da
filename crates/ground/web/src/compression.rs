//! Compression of pages and documents.

use std::io::Write;

use axum::body::{Body, HttpBody};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::BodyExt;
use maneki_ground_http::accepts;

use crate::failure::internal_error;

/// Responses smaller than this are not worth compressing, in bytes.
const WORTH_IT: u64 = 1024;

/// Larger responses are compressed on a thread where they delay no other answer, in bytes.
const LONG: usize = 64 * 1024;

/// Compresses a response for a client that accepts it: whole or not at all, because the deadline of the client depends on
/// its length.
pub(crate) async fn compressed(response: Response, method: &Method, accepts_gzip: bool) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let worth_it = kind.is_some_and(is_text)
        && !response.headers().contains_key(header::CONTENT_ENCODING)
        && response.body().size_hint().exact().is_some_and(|bytes| bytes >= WORTH_IT);
    if !worth_it {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    parts.headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if !accepts_gzip || *method != Method::GET {
        return Response::from_parts(parts, body);
    }
    let bytes = match body.collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) => return internal_error("a response in memory cannot be read", &error.to_string()),
    };
    let pack = {
        let bytes = bytes.clone();
        move || gzip(&bytes)
    };
    let packed =
        if bytes.len() > LONG { tokio::task::spawn_blocking(pack).await.ok().flatten() } else { pack() };
    let Some(packed) = packed else { return Response::from_parts(parts, Body::from(bytes)) };
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(packed))
}

/// Whether a client accepts gzip (RFC 9110, section 12.5.3).
pub(crate) fn accepts_gzip(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepts(values, "gzip")
}

/// Pages and documents are compressed. Lists are small, and their clients are old.
fn is_text(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let known = [
        "application/json",
        "application/problem+json",
        "application/atom+xml",
        "application/openmetrics-text",
        "image/svg+xml",
        "text/css",
        "text/html",
        "text/javascript",
    ];
    known.contains(&kind)
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use axum::response::IntoResponse;

    use super::*;

    #[test]
    fn a_client_that_names_no_coding_gets_none() {
        let headers =
            HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static("br, gzip;q=0.5"))]);
        assert!(accepts_gzip(&headers) && !accepts_gzip(&HeaderMap::new()));
    }

    #[tokio::test]
    async fn documents_are_compressed_with_their_length_and_lists_are_not() {
        let text = "[0,1,2,3]".repeat(1000);
        let of = |kind: &'static str| ([(header::CONTENT_TYPE, kind)], text.clone()).into_response();
        let json = compressed(of("application/json"), &Method::GET, true).await;
        assert_eq!(json.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(json.headers()[header::VARY], "Accept-Encoding");
        assert!(json.body().size_hint().exact().unwrap() < 1000);
        let bytes = json.into_body().collect().await.unwrap().to_bytes();
        let mut back = String::new();
        flate2::read::GzDecoder::new(&*bytes).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
        for kind in ["text/plain; charset=utf-8", "application/metalink+xml"] {
            let list = compressed(of(kind), &Method::GET, true).await;
            assert!(list.headers().get(header::CONTENT_ENCODING).is_none(), "{kind}");
        }
        let plain = compressed(of("text/html; charset=utf-8"), &Method::GET, false).await;
        assert_eq!(plain.headers()[header::VARY], "Accept-Encoding");
        assert_eq!(plain.body().size_hint().exact(), Some(9000));
    }
}
