//! The manners of HTTP for what is no list: conditions, and fewer bytes for those who can unpack.

use std::io::Write;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::BodyExt;
use maneki_mirror_health::Digest;
use sha2::{Digest as _, Sha256};

/// What is shorter gains nothing.
const WORTH_IT: u64 = 1024;

/// What is longer is packed where it holds up nobody else.
const LONG: usize = 64 * 1024;

/// A JSON document that whoever has it may keep, if it asks each time whether it is still so.
///
/// What the administrator gets is another one, and nobody else's.
pub(crate) fn revalidated(text: Bytes, asked: &HeaderMap) -> Response {
    let tag = entity_tag(&text);
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut known = known.flat_map(|value| value.split(',')).map(str::trim);
    let is_known =
        known.any(|one| one == "*" || one.trim_start_matches("W/") == tag.trim_start_matches("W/"));
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response()
    };
    let private = asked.contains_key(header::AUTHORIZATION);
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    let control = if private { "private, no-cache" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(control));
    headers.append(header::VARY, HeaderValue::from_static("Authorization"));
    response
}

/// The same bytes have the same tag. It is a weak one, for they may be sent packed.
fn entity_tag(text: &[u8]) -> String {
    let digits = Digest::new(Sha256::digest(text).into()).to_string();
    // Half of it tells apart what anybody ever asks for.
    format!("W/\"{}\"", &digits[..32])
}

/// Packs a response for a client that can unpack it. All of it at once, for its length is to be told, and the
/// client has time by it.
pub(crate) async fn packed(response: Response, method: &Method, accepts_gzip: bool) -> Response {
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
    // It is in memory already: that it could not be read does not come about.
    let Ok(bytes) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
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

/// Whether a client can unpack gzip (RFC 9110, section 12.5.3).
pub(crate) fn accepts_gzip(asked: &HeaderMap) -> bool {
    let values = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let accepted = |coding: &str, wanted: &str| {
        let (name, rest) = coding.split_once(';').unwrap_or((coding, ""));
        let weight =
            rest.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.trim().parse::<f32>().ok());
        (name.trim().eq_ignore_ascii_case(wanted)).then(|| weight.is_some_and(|weight| weight > 0.0))
    };
    let codings: Vec<&str> = values.flat_map(|value| value.split(',')).collect();
    let named = codings.iter().find_map(|coding| accepted(coding, "gzip"));
    named.or_else(|| codings.iter().find_map(|coding| accepted(coding, "*"))).unwrap_or_default()
}

/// Pages and documents. Lists are small, plain, and for clients that are older than all this.
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

    use super::*;

    fn asked(name: header::HeaderName, value: &str) -> HeaderMap {
        [(name, HeaderValue::from_str(value).unwrap())].into_iter().collect()
    }

    #[test]
    fn who_has_it_already_gets_no_body() {
        let text = Bytes::from_static(b"{}\n");
        let first = revalidated(text.clone(), &HeaderMap::new());
        let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        for known in [tag.clone(), format!("\"other\", {tag}"), tag.replace("W/", ""), "*".to_owned()] {
            let again = revalidated(text.clone(), &asked(header::IF_NONE_MATCH, &known));
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert_eq!(again.headers()[header::ETAG], *tag);
        }
        let another = revalidated(text, &asked(header::IF_NONE_MATCH, "\"other\""));
        assert_eq!(another.status(), StatusCode::OK);
        let private = revalidated(Bytes::new(), &asked(header::AUTHORIZATION, "Bearer x"));
        assert_eq!(private.headers()[header::CACHE_CONTROL], "private, no-cache");
    }

    #[test]
    fn gzip_is_sent_to_those_who_ask_for_it() {
        for yes in ["gzip", "deflate, gzip;q=0.5", "GZIP", "*", "br;q=1.0, *;q=0.1"] {
            assert!(accepts_gzip(&asked(header::ACCEPT_ENCODING, yes)), "{yes}");
        }
        for no in ["", "br", "gzip;q=0", "gzip;q=0, *", "*;q=0", "identity", "gzip;q=x"] {
            assert!(!accepts_gzip(&asked(header::ACCEPT_ENCODING, no)), "{no}");
        }
        assert!(!accepts_gzip(&HeaderMap::new()));
    }

    #[tokio::test]
    async fn documents_are_packed_with_their_length_and_lists_are_not() {
        let text = "[0,1,2,3]".repeat(1000);
        let of = |kind: &'static str| ([(header::CONTENT_TYPE, kind)], text.clone()).into_response();
        let json = packed(of("application/json"), &Method::GET, true).await;
        assert_eq!(json.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(json.headers()[header::VARY], "Accept-Encoding");
        assert!(json.body().size_hint().exact().unwrap() < 1000);
        let bytes = json.into_body().collect().await.unwrap().to_bytes();
        let mut back = String::new();
        flate2::read::GzDecoder::new(&*bytes).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
        for kind in ["text/plain; charset=utf-8", "application/metalink+xml"] {
            let list = packed(of(kind), &Method::GET, true).await;
            assert!(list.headers().get(header::CONTENT_ENCODING).is_none(), "{kind}");
        }
        let plain = packed(of("text/html; charset=utf-8"), &Method::GET, false).await;
        assert_eq!(plain.headers()[header::VARY], "Accept-Encoding");
        assert_eq!(plain.body().size_hint().exact(), Some(9000));
    }
}
