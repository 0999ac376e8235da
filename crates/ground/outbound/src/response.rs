use std::time::Duration;

use http_body_util::BodyExt;
use hyper::StatusCode;
use hyper::body::{Body, Incoming};
use hyper::header::{self, HeaderMap, HeaderName};
use tokio::time::timeout;
use url::Url;

use crate::credentials;
use crate::fault::{BodyFault, Fault, RedirectFault};
use crate::from_io;
use crate::request::Condition;
use crate::shorten::shorten;

/// The answer to a request.
#[derive(Debug)]
pub struct Response {
    /// 200, or 304 or 206 if the request asked for that.
    pub status: StatusCode,
    /// The header fields, as the server sent them.
    pub headers: HeaderMap,
    /// The whole body; empty with status 304.
    pub body: Vec<u8>,
}

impl Response {
    /// Whether the server confirms that the earlier response is still current.
    pub fn is_unchanged(&self) -> bool {
        self.status == StatusCode::NOT_MODIFIED
    }

    /// The value of `Content-Length`.
    pub fn content_length(&self) -> Option<u64> {
        self.headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
    }

    /// What to ask the next time with, if the server sent that and it is at most 200 bytes long.
    pub fn condition(&self) -> Option<Condition<'_>> {
        let etag = self.short_text(header::ETAG).map(Condition::Etag);
        etag.or_else(|| self.short_text(header::LAST_MODIFIED).map(Condition::Modified))
    }

    fn short_text(&self, name: HeaderName) -> Option<&str> {
        const LONGEST: usize = 200;
        let value = self.headers.get(name)?.to_str().ok()?;
        (value.len() <= LONGEST).then_some(value)
    }
}

/// Reads a body and counts its bytes as they come: the length in the header is only a promise.
pub(crate) async fn read_body(body: &mut Incoming, max_bytes: usize) -> Result<Vec<u8>, Fault> {
    let too_large = || Fault::Body(BodyFault::TooLarge(max_bytes));
    if body.size_hint().lower() > max_bytes as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|error| from_io::from_body(&error))?.into_data() else { continue };
        if bytes.len() + data.len() > max_bytes {
            return Err(too_large());
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

/// Reads the rest of a body, for example a page that explains an error, so that the connection can be used again;
/// `false` if it cannot.
pub(crate) async fn drain(body: &mut Incoming) -> bool {
    const PAGE: usize = 16 << 10;
    const PATIENCE: Duration = Duration::from_secs(1);
    body.is_end_stream() || timeout(PATIENCE, read_body(body, PAGE)).await.is_ok_and(|read| read.is_ok())
}

/// How a body is compressed, although the request did not offer to accept that.
pub(crate) fn encoding(headers: &HeaderMap) -> Option<Box<str>> {
    let encoding = headers.get(header::CONTENT_ENCODING)?.as_bytes();
    let text = String::from_utf8_lossy(encoding);
    let is_encoded = !text.is_empty() && !text.eq_ignore_ascii_case("identity");
    is_encoded.then(|| shorten(text.chars().take(40).collect::<String>().as_str()).into())
}

/// The target of a redirect, without a user name.
pub(crate) fn redirect_target(from: &Url, headers: &HeaderMap) -> Result<Url, Fault> {
    let location = headers.get(header::LOCATION);
    let target = location.and_then(|location| from.join(location.to_str().ok()?).ok());
    let mut target = target.ok_or(RedirectFault::Nowhere)?;
    credentials::remove(&mut target);
    Ok(target)
}
