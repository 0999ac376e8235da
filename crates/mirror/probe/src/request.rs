//! One question, until it is answered or has failed.

use std::pin::pin;
use std::time::Duration;

use http_body_util::{BodyExt, Empty};
use hyper::body::{Body, Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use maneki_ground_outbound::shorten;
use maneki_mirror_health::{BodyFault, Fault, RedirectFault, Route, Validator};
use tokio::time::{Instant, timeout, timeout_at};
use url::{Position, Url};

use crate::connect::{Bare, Connection, family_of};
use crate::fault;
use crate::limits::Limits;
use crate::polite::HostPermit;
use crate::prober::Prober;

/// What is asked.
#[derive(Debug, Clone)]
pub(crate) struct Question<'a> {
    pub(crate) method: Method,
    pub(crate) url: &'a str,
    pub(crate) route: Route,
    /// To be told of changes only.
    pub(crate) known: Option<&'a Validator>,
    /// The most bytes that are taken.
    pub(crate) limit: usize,
    /// When the time of the mirror is over.
    pub(crate) deadline: Instant,
}

/// What came back: 200 or, where that was asked for, 304.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) unchanged: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

enum Hop {
    There(Answer),
    Elsewhere(Url),
}

impl Prober {
    /// Asks, and follows where it is sent.
    pub(crate) async fn ask(&self, question: Question<'_>) -> Result<Answer, Fault> {
        let mut url: Url = question.url.parse().map_err(|_| Fault::Other("this is no URL".into()))?;
        let mut left = Vec::new();
        for _ in 0..=Limits::REDIRECTS {
            self.destinations.check(&url).map_err(fault::from_refusal)?;
            // The place is left between two hops: the second may lead to a host that waits for the first.
            let permit = timeout_at(question.deadline, pin!(self.hosts.permit(&url))).await;
            let permit = permit.map_err(|_| Fault::OutOfTime(self.limits.mirror))??;
            let (end, late) = self.patience(question.deadline);
            let hop = timeout_at(end, pin!(self.hop(permit, &url, &question))).await;
            match hop.map_err(|_| late)?? {
                Hop::There(answer) => return Ok(answer),
                Hop::Elsewhere(target) => left.push(std::mem::replace(&mut url, target)),
            }
            if left.contains(&url) {
                return Err(RedirectFault::Loop.into());
            }
        }
        Err(RedirectFault::TooMany(Limits::REDIRECTS).into())
    }

    /// Until when an answer is waited for, and what it is when none has come by then.
    fn patience(&self, deadline: Instant) -> (Instant, Fault) {
        let end = Instant::now() + self.limits.request;
        if end < deadline {
            (end, Fault::Timeout(self.limits.request))
        } else {
            (deadline, Fault::OutOfTime(self.limits.mirror))
        }
    }

    /// One request, to a place that was checked.
    async fn hop(&self, permit: HostPermit, url: &Url, question: &Question<'_>) -> Result<Hop, Fault> {
        let (connection, response) = self.send(&permit, url, question).await?;
        let (head, mut body) = response.into_parts();
        let hop = match head.status {
            StatusCode::OK => {
                if let Some(encoding) = encoding(&head.headers) {
                    return Err(BodyFault::Encoded(encoding).into());
                }
                let bytes = read(&mut body, question.limit).await?;
                Ok(Hop::There(Answer { unchanged: false, headers: head.headers, body: bytes }))
            }
            StatusCode::NOT_MODIFIED if question.known.is_some() => {
                Ok(Hop::There(Answer { unchanged: true, headers: head.headers, body: Vec::new() }))
            }
            StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT => target(url, &head.headers).map(Hop::Elsewhere),
            status => Err(Fault::Status(status.as_u16())),
        };
        if drain(&mut body).await {
            permit.keep(connection);
        }
        hop
    }

    /// Sends a question over the connection that is there, or over a new one.
    async fn send(
        &self,
        permit: &HostPermit,
        url: &Url,
        question: &Question<'_>,
    ) -> Result<(Connection, Response<Incoming>), Fault> {
        let family = question.route.family;
        // Whoever left it may have been allowed to go elsewhere.
        let permits =
            |peer| family.is_none_or(|family| family_of(peer) == family) && self.destinations.permits(peer);
        if let Some(mut connection) = permit.take(permits).await {
            match connection.send(self.written(url, question, &connection)?).await {
                Ok(response) => return Ok((connection, response)),
                // Servers close what was idle for long; the question crossed that.
                Err(error) if matches!(fault::from_answer(&error), Fault::Closed | Fault::Connect(_)) => {}
                Err(error) => return Err(fault::from_answer(&error)),
            }
        }
        let room = permit.room().await?;
        // Boxed, for it is seldom needed and large: names, TLS and all.
        let mut connection = Box::pin(self.connect(url, family, room)).await?;
        let response = connection.send(self.written(url, question, &connection)?).await;
        Ok((connection, response.map_err(|error| fault::from_answer(&error))?))
    }

    /// A question as it is sent; it is counted.
    fn written(&self, url: &Url, question: &Question<'_>, connection: &Connection) -> Result<Bare, Fault> {
        self.count();
        // Without a fragment.
        let host = &url[Position::BeforeHost..Position::AfterPort];
        let path = &url[Position::BeforePath..Position::AfterQuery];
        let request = Request::builder().method(&question.method);
        let mut request = if connection.speaks_http2() {
            request.uri(format!("{}://{host}{path}", url.scheme()))
        } else {
            request.uri(path).header(header::HOST, host)
        };
        request = request
            .header(header::USER_AGENT, self.introduction.clone())
            .header(header::ACCEPT, HeaderValue::from_static("*/*"));
        request = match question.known {
            Some(Validator::Etag(etag)) => request.header(header::IF_NONE_MATCH, &**etag),
            Some(Validator::Modified(date)) => request.header(header::IF_MODIFIED_SINCE, &**date),
            None => request,
        };
        let request = request.body(Empty::<Bytes>::new());
        request.map_err(|error| Fault::Other(shorten(&error.to_string()).into()))
    }
}

/// The body, counted as it comes: what the header says about its length is only a promise.
async fn read(body: &mut Incoming, limit: usize) -> Result<Vec<u8>, Fault> {
    let too_large = || Fault::Body(BodyFault::TooLarge(limit));
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|error| fault::from_body(&error))?.into_data() else { continue };
        if bytes.len() + data.len() > limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

/// Reads the page that explains an error, so that the connection can be used again; says whether it can.
async fn drain(body: &mut Incoming) -> bool {
    const PAGE: usize = 16 << 10;
    const PATIENCE: Duration = Duration::from_secs(1);
    body.is_end_stream() || timeout(PATIENCE, read(body, PAGE)).await.is_ok_and(|read| read.is_ok())
}

/// How a body is packed, though nobody asked for that.
fn encoding(headers: &HeaderMap) -> Option<Box<str>> {
    let encoding = headers.get(header::CONTENT_ENCODING)?.as_bytes();
    let text = String::from_utf8_lossy(encoding);
    let packed = !text.is_empty() && !text.eq_ignore_ascii_case("identity");
    packed.then(|| shorten(text.chars().take(40).collect::<String>().as_str()).into())
}

/// Where a redirect leads; without a user, for it is one host and port whoever asks.
fn target(from: &Url, headers: &HeaderMap) -> Result<Url, Fault> {
    let location = headers.get(header::LOCATION);
    let target = location.and_then(|location| from.join(location.to_str().ok()?).ok());
    let mut target = target.ok_or(RedirectFault::Nowhere)?;
    // What has no host has no user either, and is refused at the next hop.
    let _ = target.set_username("").and_then(|()| target.set_password(None));
    Ok(target)
}
