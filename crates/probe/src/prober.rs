//! The one who asks.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use maneki_health::Family;
use maneki_outbound::{Destinations, build, guarded, introduction};
use reqwest::{Certificate, Client};

use crate::limits::Limits;
use crate::polite::Queues;

/// What a prober is told by whoever runs it.
#[derive(Debug, Clone)]
pub struct Settings<'a> {
    /// The page or address that strangers can turn to.
    pub contact: &'a str,
    /// How much time they may cost.
    pub limits: Limits,
    /// Where it may go.
    pub destinations: Destinations,
    /// Further authorities, in PEM.
    pub ca_file: Option<&'a Path>,
}

/// Asks mirrors, politely and within bounds.
#[derive(Debug)]
pub struct Prober {
    v4: Client,
    v6: Client,
    pub(crate) limits: Limits,
    pub(crate) destinations: Destinations,
    pub(crate) queues: Queues,
    requests: AtomicUsize,
}

/// A prober that cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NoProber {
    /// The contact would break the header that it stands in.
    #[error("the contact cannot stand in an HTTP header: only printable ASCII can")]
    Contact,
    /// The file with further authorities cannot be read.
    #[error("{path}: the authorities cannot be read: {reason}")]
    Authorities {
        /// Which file.
        path: Box<str>,
        /// Why.
        reason: Box<str>,
    },
    /// The HTTP client refuses its settings.
    #[error("the HTTP client cannot be set up: {0}")]
    Client(#[from] reqwest::Error),
}

impl Prober {
    /// Connections are kept while a look goes on, and not from round to round.
    const IDLE: Duration = Duration::from_secs(2);

    /// Makes a prober.
    pub fn new(settings: &Settings<'_>) -> Result<Self, NoProber> {
        let introduction = introduction(settings.contact).ok_or(NoProber::Contact)?;
        let authorities = settings.ca_file.map_or(Ok(Vec::new()), authorities)?;
        let client = |destinations: &Destinations| {
            let client = || {
                guarded(&introduction, destinations)
                    .connect_timeout(settings.limits.connect)
                    .pool_idle_timeout(Self::IDLE)
                    .pool_max_idle_per_host(Limits::PER_HOST)
                    .tls_certs_merge(authorities.iter().cloned())
            };
            build(client).map(|(client, _)| client)
        };
        Ok(Self {
            v4: client(&settings.destinations.clone().among(std::net::IpAddr::is_ipv4))?,
            v6: client(&settings.destinations.clone().among(std::net::IpAddr::is_ipv6))?,
            limits: settings.limits,
            destinations: settings.destinations.clone(),
            queues: Queues::default(),
            requests: AtomicUsize::new(0),
        })
    }

    /// How many requests were sent so far.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    /// The client for an address family; counts the request that it is taken for.
    pub(crate) fn client(&self, family: Option<Family>) -> &Client {
        self.requests.fetch_add(1, Ordering::Relaxed);
        match family {
            Some(Family::V6) => &self.v6,
            Some(Family::V4) | None => &self.v4,
        }
    }

    /// When something was seen.
    pub(crate) fn now() -> Timestamp {
        Timestamp::now()
    }
}

#[expect(clippy::disallowed_methods, reason = "the authorities lie in a file")]
fn authorities(path: &Path) -> Result<Vec<Certificate>, NoProber> {
    let unreadable = |reason: String| NoProber::Authorities {
        path: path.display().to_string().into(),
        reason: reason.into(),
    };
    let pem = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    Certificate::from_pem_bundle(&pem).map_err(|error| unreadable(error.to_string()))
}
