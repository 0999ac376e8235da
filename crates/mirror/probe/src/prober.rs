//! The one who asks.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hyper::header::HeaderValue;
use jiff::Timestamp;
use maneki_ground_outbound::{Destinations, introduction, tls_config};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use tokio::sync::Semaphore;
use tokio_rustls::TlsConnector;

use crate::connect::connector;
use crate::limits::Limits;
use crate::polite::Hosts;

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
pub struct Prober {
    pub(crate) introduction: HeaderValue,
    pub(crate) tls: TlsConnector,
    pub(crate) limits: Limits,
    pub(crate) destinations: Destinations,
    pub(crate) hosts: Arc<Hosts>,
    pub(crate) places: Arc<Semaphore>,
    requests: AtomicUsize,
}

/// A prober that cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProberError {
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
    /// What the file holds, or TLS itself, is refused.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] rustls::Error),
}

impl Prober {
    /// Makes a prober.
    pub fn new(settings: &Settings<'_>) -> Result<Self, ProberError> {
        let authorities = settings.ca_file.map_or(Ok(Vec::new()), authorities)?;
        Ok(Self {
            introduction: introduction(settings.contact).ok_or(ProberError::Contact)?,
            tls: connector(tls_config(authorities)?),
            limits: settings.limits,
            destinations: settings.destinations.clone(),
            hosts: Arc::new(Hosts::new(settings.limits.noticed)),
            places: Arc::new(Semaphore::new(Limits::MIRRORS)),
            requests: AtomicUsize::new(0),
        })
    }

    /// One that goes elsewhere. The two take turns at each host, so that together they are as polite as one.
    #[must_use]
    pub fn going(&self, destinations: Destinations) -> Self {
        Self {
            introduction: self.introduction.clone(),
            tls: self.tls.clone(),
            limits: self.limits,
            destinations,
            hosts: Arc::clone(&self.hosts),
            places: Arc::clone(&self.places),
            requests: AtomicUsize::new(0),
        }
    }

    /// One that takes turns at each host with another one, so that together they are as polite as one.
    #[must_use]
    pub fn sharing_hosts_with(self, other: &Self) -> Self {
        // What the other one has left open may not be trusted any more.
        other.hosts.clear();
        Self { hosts: Arc::clone(&other.hosts), places: Arc::clone(&other.places), ..self }
    }

    /// How many requests were sent so far.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    pub(crate) fn count(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    /// When something was seen.
    pub(crate) fn now() -> Timestamp {
        Timestamp::now()
    }
}

impl fmt::Debug for Prober {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prober").field("limits", &self.limits).finish_non_exhaustive()
    }
}

#[expect(clippy::disallowed_methods, reason = "the authorities lie in a file")]
fn authorities(path: &Path) -> Result<Vec<CertificateDer<'static>>, ProberError> {
    let unreadable = |reason: String| ProberError::Authorities {
        path: path.display().to_string().into(),
        reason: reason.into(),
    };
    let pem = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    found.map_err(|error| unreadable(error.to_string()))
}
