use std::ops::RangeInclusive;

use http_body_util::Empty;
use hyper::body::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::{Method, StatusCode};
use tokio::time::Instant;
use url::{Position, Url};

use crate::connect::Family;
use crate::connection::BareRequest;
use crate::credentials::Credentials;
use crate::fault::Fault;
use crate::shorten::shorten;

/// What a client asks for.
///
/// The answer is a response with status 200, with status 304 if there is a `condition`, or with status 206 if there is
/// a `range`. Every other status is a [`Fault`].
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// GET or HEAD.
    pub method: Method,
    /// `http` or `https`. A user name and password in it are sent to that server and not to others.
    pub url: &'a Url,
    /// The value of `Accept`.
    pub accept: &'static str,
    /// Asks for the body only if it changed.
    pub condition: Option<Condition<'a>>,
    /// Asks for these bytes only. A server may ignore that and answer with everything and status 200.
    pub range: Option<RangeInclusive<u64>>,
    /// Connects only to addresses of this family, unless the URL itself holds an address.
    pub family: Option<Family>,
    /// The largest body, in bytes.
    pub max_bytes: usize,
    /// When everything has to be over, redirects included.
    pub deadline: Instant,
}

/// A validator of an earlier response, which asks the server whether that is still current (RFC 9110, section 13.1).
///
/// One is enough: if a request holds both, the server ignores the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition<'a> {
    /// The value of `ETag`.
    Etag(&'a str),
    /// The value of `Last-Modified`.
    Modified(&'a str),
}

impl<'a> Request<'a> {
    /// A GET for at most `max_bytes` of any type.
    pub fn get(url: &'a Url, max_bytes: usize, deadline: Instant) -> Self {
        Self {
            method: Method::GET,
            url,
            accept: "*/*",
            condition: None,
            range: None,
            family: None,
            max_bytes,
            deadline,
        }
    }

    /// A HEAD: the response has no body.
    pub fn head(url: &'a Url, deadline: Instant) -> Self {
        Self { method: Method::HEAD, ..Self::get(url, 0, deadline) }
    }

    /// Whether a response with this status answers the request.
    pub(crate) fn is_answered_by(&self, status: StatusCode) -> bool {
        match status {
            StatusCode::OK => true,
            StatusCode::NOT_MODIFIED => self.condition.is_some(),
            StatusCode::PARTIAL_CONTENT => self.range.is_some(),
            _ => false,
        }
    }

    /// The request as it is sent to a URL that it led to.
    pub(crate) fn written(
        &self,
        url: &Url,
        credentials: Option<&Credentials>,
        introduction: &HeaderValue,
        is_http2: bool,
    ) -> Result<BareRequest, Fault> {
        let host = &url[Position::BeforeHost..Position::AfterPort];
        // Without a fragment.
        let path = &url[Position::BeforePath..Position::AfterQuery];
        let request = hyper::Request::builder().method(&self.method);
        let mut request = if is_http2 {
            request.uri(format!("{}://{host}{path}", url.scheme()))
        } else {
            request.uri(path).header(header::HOST, host)
        };
        request = request
            .header(header::USER_AGENT, introduction.clone())
            .header(header::ACCEPT, HeaderValue::from_static(self.accept));
        if let Some(value) = credentials.and_then(|credentials| credentials.header(url)) {
            request = request.header(header::AUTHORIZATION, value);
        }
        if let Some(range) = &self.range {
            request = request.header(header::RANGE, format!("bytes={}-{}", range.start(), range.end()));
        }
        request = match self.condition {
            Some(Condition::Etag(etag)) => request.header(header::IF_NONE_MATCH, etag),
            Some(Condition::Modified(date)) => request.header(header::IF_MODIFIED_SINCE, date),
            None => request,
        };
        let request = request.body(Empty::<Bytes>::new());
        request.map_err(|error| Fault::Other(shorten(&error.to_string()).into()))
    }
}
