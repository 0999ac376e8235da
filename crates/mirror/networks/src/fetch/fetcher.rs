//! The one who asks.

use std::time::Duration;

use maneki_ground_outbound::{Destinations, build, guarded, introduction};
use reqwest::header;
use reqwest::{Client, Response, StatusCode};
use url::Url;

use super::error::{FetchError, FetcherError};
use crate::source::ShownUrl;

/// How much patience and memory one fetch may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From the first question to the last byte, redirects and DNS included.
    pub time: Duration,
    /// Of the body.
    pub bytes: usize,
    /// How often the server may send us elsewhere.
    pub redirects: usize,
}

impl Limits {
    /// For the list of one mirror: 10,000 networks of IPv6 fit in half of it.
    pub const SUBNETS: Self = Self { time: Duration::from_secs(10), bytes: 1_000_000, redirects: 5 };

    /// For the file of a cloud: the largest known has 4 MB, and grows.
    pub const CLOUD: Self = Self { time: Duration::from_secs(30), bytes: 64_000_000, redirects: 5 };
}

/// Fetches files within its limits, from where it may go.
#[derive(Debug, Clone)]
pub struct Fetcher {
    client: Client,
    destinations: Destinations,
    limits: Limits,
    /// Why no `https` server can be trusted, if that is so.
    without_roots: Option<String>,
}

impl Fetcher {
    /// A fetcher that introduces itself with a contact: a page or an address that strangers can turn to.
    pub fn new(contact: &str, limits: Limits, destinations: Destinations) -> Result<Self, FetcherError> {
        let introduction = introduction(contact).ok_or(FetcherError::Contact)?;
        // Files are fetched hours apart: no connection is kept.
        let client = || guarded(&introduction, &destinations).pool_max_idle_per_host(0);
        let (client, without_roots) = build(client)?;
        Ok(Self { client, destinations, limits, without_roots })
    }

    /// The bytes behind a URL.
    pub async fn fetch(&self, url: &Url) -> Result<Vec<u8>, FetchError> {
        let limit = self.limits.time;
        let too_slow = |_| FetchError::Timeout { url: url.into(), limit };
        tokio::time::timeout(limit, self.follow(url)).await.map_err(too_slow)?
    }

    async fn follow(&self, first: &Url) -> Result<Vec<u8>, FetchError> {
        let mut url = first.clone();
        for _ in 0..=self.limits.redirects {
            let response = self.ask(&url).await?;
            match response.status() {
                StatusCode::OK => return self.body(&url, response).await,
                StatusCode::MOVED_PERMANENTLY
                | StatusCode::FOUND
                | StatusCode::SEE_OTHER
                | StatusCode::TEMPORARY_REDIRECT
                | StatusCode::PERMANENT_REDIRECT => url = target(&url, &response)?,
                status => return Err(FetchError::Status { url: (&url).into(), status: status.as_u16() }),
            }
        }
        Err(FetchError::Redirects { url: first.into(), limit: self.limits.redirects })
    }

    /// One request, to a place that was checked.
    async fn ask(&self, url: &Url) -> Result<Response, FetchError> {
        self.destinations.check(url).map_err(|refusal| FetchError::from_refusal(url, refusal))?;
        if let (Some(reason), "https") = (&self.without_roots, url.scheme()) {
            return Err(FetchError::NoRoots { url: url.into(), reason: reason.clone() });
        }
        let request = self.client.get(url.clone()).header(header::ACCEPT, "application/json, */*;q=0.5");
        request.send().await.map_err(|error| FetchError::from_request(url, &error))
    }

    /// The body, counted as it comes: what the header says about its length is only a promise.
    async fn body(&self, url: &Url, mut response: Response) -> Result<Vec<u8>, FetchError> {
        let limit = self.limits.bytes;
        let too_large = || FetchError::TooLarge { url: url.into(), limit };
        if response.content_length().is_some_and(|length| length > limit as u64) {
            return Err(too_large());
        }
        let mut body = Vec::new();
        while let Some(chunk) =
            response.chunk().await.map_err(|error| FetchError::from_request(url, &error))?
        {
            if body.len() + chunk.len() > limit {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

/// Where a redirect leads.
fn target(from: &Url, response: &Response) -> Result<Url, FetchError> {
    let location = response.headers().get(header::LOCATION);
    let target = location.and_then(|location| from.join(location.to_str().ok()?).ok());
    target.ok_or_else(|| FetchError::Nowhere { url: ShownUrl::from(from) })
}
