#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::time::Duration;

use maneki_ground_outbound::{Client, Fault, Request, RequestError};
use tokio::time::Instant;
use url::Url;

/// How much time and memory one fetch may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From the first request to the last byte, redirects included.
    pub time: Duration,
    /// The largest body.
    pub bytes: usize,
}

impl Limits {
    /// For the list of one mirror: 10,000 networks of IPv6 fit in half of it.
    pub const SUBNETS: Self = Self { time: Duration::from_secs(10), bytes: 1_000_000 };

    /// For the file of a cloud: the largest known has 4 MB, and grows.
    pub const CLOUD: Self = Self { time: Duration::from_secs(30), bytes: 64_000_000 };
}

/// Fetches JSON files within its limits, from where its client may go.
#[derive(Debug, Clone)]
pub struct Fetcher {
    client: Client,
    limits: Limits,
}

impl Fetcher {
    /// A fetcher that sends its requests with a client.
    pub fn new(client: Client, limits: Limits) -> Self {
        Self { client, limits }
    }

    /// The bytes of the file at a URL.
    pub async fn fetch(&self, url: &Url) -> Result<Vec<u8>, RequestError> {
        let Limits { time, bytes } = self.limits;
        let accept = "application/json, */*;q=0.5";
        let request = Request { accept, ..Request::get(url, bytes, Instant::now() + time) };
        let fetched = self.client.send(&request).await;
        // The next fetch from this host is an hour away.
        self.client.leave(url);
        match fetched {
            Ok(response) => Ok(response.body),
            Err(RequestError { url, fault: Fault::Deadline }) => {
                Err(RequestError { url, fault: Fault::Timeout(time) })
            }
            Err(error) => Err(error),
        }
    }
}
