//! One question, until it is answered or has failed.

use std::collections::BTreeSet;
use std::time::Duration;

use maneki_health::{BodyFault, Fault, RedirectFault, Validators, Way};
use maneki_outbound::{Refusal, shorten};
use reqwest::header::{self, HeaderMap};
use reqwest::{Method, Response, StatusCode};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use url::Url;

use crate::fault;
use crate::limits::Limits;
use crate::prober::Prober;

/// What is asked.
#[derive(Debug, Clone)]
pub(crate) struct Question<'a> {
    pub(crate) method: Method,
    pub(crate) url: &'a str,
    pub(crate) way: Way,
    /// To be told of changes only.
    pub(crate) validators: Option<&'a Validators>,
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

impl Prober {
    /// Asks, and follows where it is sent.
    pub(crate) async fn ask(&self, question: Question<'_>) -> Result<Answer, Fault> {
        let deadline = question.deadline;
        let late = |_| Fault::OutOfTime(self.limits.mirror);
        timeout_at(deadline, self.follow(question)).await.map_err(late)?
    }

    async fn follow(&self, question: Question<'_>) -> Result<Answer, Fault> {
        let mut url: Url = question.url.parse().map_err(|_| Fault::Other("this is no URL".into()))?;
        let mut seen = BTreeSet::new();
        for _ in 0..=Limits::REDIRECTS {
            if !seen.insert(url.clone()) {
                return Err(RedirectFault::Loop.into());
            }
            // The queue is left between two hops: the second may lead to a host that waits for the first.
            let turn = self.queues.turn(&url).await;
            let silent = |_| Fault::Timeout(self.limits.request);
            let hop = timeout(self.limits.request, self.hop(&url, &question)).await;
            match hop.map_err(silent).flatten() {
                Ok(Hop::There(answer)) => return Ok(answer),
                Ok(Hop::Elsewhere(target)) => url = target,
                Err(fault) => {
                    linger(turn);
                    return Err(fault);
                }
            }
        }
        Err(RedirectFault::TooMany(Limits::REDIRECTS).into())
    }

    /// One request, to a place that was checked.
    async fn hop(&self, url: &Url, question: &Question<'_>) -> Result<Hop, Fault> {
        self.destinations.check(url).map_err(|refusal| match refusal {
            Refusal::Scheme => RedirectFault::Nowhere.into(),
            Refusal::Forbidden(forbidden) => Fault::Forbidden { addresses: forbidden.to_string().into() },
        })?;
        let failed = |error: reqwest::Error| fault::of_request(&error, url.scheme() == "https", &self.limits);
        let client = self.client(question.way.family);
        let mut request = client.request(question.method.clone(), url.clone());
        if let Some(validators) = question.validators {
            if let Some(etag) = &validators.etag {
                request = request.header(header::IF_NONE_MATCH, &**etag);
            }
            if let Some(modified) = &validators.modified {
                request = request.header(header::IF_MODIFIED_SINCE, &**modified);
            }
        }
        let response = request.header(header::ACCEPT, "*/*").send().await.map_err(failed)?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::NOT_MODIFIED if question.validators.is_some_and(is_some) => {
                let headers = response.headers().clone();
                return Ok(Hop::There(Answer { unchanged: true, headers, body: Vec::new() }));
            }
            StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT => return target(url, &response).map(Hop::Elsewhere),
            status => return Err(Fault::Status(status.as_u16())),
        }
        if let Some(encoding) = encoding(response.headers()) {
            return Err(BodyFault::Encoded(encoding).into());
        }
        let headers = response.headers().clone();
        let body = if question.method == Method::HEAD {
            Vec::new()
        } else {
            read(response, question.limit, failed).await?
        };
        Ok(Hop::There(Answer { unchanged: false, headers, body }))
    }
}

/// Keeps one's turn until the server has noticed that nobody listens any more: to it, the question that was
/// given up still goes on.
fn linger(turn: Option<OwnedSemaphorePermit>) {
    const NOTICED: Duration = Duration::from_millis(100);
    tokio::spawn(async move {
        sleep(NOTICED).await;
        drop(turn);
    });
}

enum Hop {
    There(Answer),
    Elsewhere(Url),
}

fn is_some(validators: &Validators) -> bool {
    validators.etag.is_some() || validators.modified.is_some()
}

/// The body, counted as it comes: what the header says about its length is only a promise.
async fn read(
    mut response: Response,
    limit: usize,
    failed: impl Fn(reqwest::Error) -> Fault,
) -> Result<Vec<u8>, Fault> {
    let too_large = || Fault::Body(BodyFault::TooLarge(limit));
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(&failed)? {
        if body.len() + chunk.len() > limit {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// How a body is packed, though nobody asked for that.
fn encoding(headers: &HeaderMap) -> Option<Box<str>> {
    let encoding = headers.get(header::CONTENT_ENCODING)?.as_bytes();
    let text = String::from_utf8_lossy(encoding);
    let packed = !text.is_empty() && !text.eq_ignore_ascii_case("identity");
    packed.then(|| shorten(text.chars().take(40).collect::<String>().as_str()).into())
}

/// Where a redirect leads.
fn target(from: &Url, response: &Response) -> Result<Url, Fault> {
    let location = response.headers().get(header::LOCATION);
    let target = location.and_then(|location| from.join(location.to_str().ok()?).ok());
    target.ok_or_else(|| RedirectFault::Nowhere.into())
}
