#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::net::IpAddr;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hyper::StatusCode;
use hyper::body::Incoming;
use hyper::header::HeaderValue;
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::connect::{Connector, Family};
use crate::connection::{BareRequest, Connection};
use crate::credentials::Credentials;
use crate::destinations::Destinations;
use crate::fault::{BodyFault, Fault, RedirectFault, RequestError};
use crate::from_io;
use crate::hosts::{HostPermit, Hosts};
use crate::limits::Limits;
use crate::request::Request;
use crate::response::{Response, drain, encoding, read_body, redirect_target};
use crate::stream::Stream;
use crate::trust::{Trust, TrustError};

/// How a client behaves.
#[derive(Debug, Clone)]
pub struct Settings<'a> {
    /// A page or an address where the operators of servers find who is asking. It becomes part of `User-Agent`.
    pub contact: &'a str,
    /// How long a server may take.
    pub limits: Limits,
    /// Where requests may go.
    pub destinations: Destinations,
    /// A PEM file of certificate authorities, in addition to the system's.
    pub ca_file: Option<&'a Path>,
}

/// A client that cannot be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The contact would break the header that it is part of.
    #[error("the contact cannot be part of an HTTP header: it may hold only printable ASCII")]
    Contact,
    /// The certificate authorities cannot be used.
    #[error(transparent)]
    Trust(#[from] TrustError),
}

/// Sends requests, within limits and to permitted destinations. Clones share everything.
#[derive(Debug, Clone)]
pub struct Client {
    introduction: HeaderValue,
    connector: Connector,
    hosts: Arc<Hosts>,
    requests: Arc<AtomicUsize>,
}

/// Where one request led.
enum Hop {
    Here(Response),
    Elsewhere(Url),
}

/// A request, with the user name and password of its URL apart from the URL.
#[derive(Clone, Copy)]
struct Journey<'a> {
    request: &'a Request<'a>,
    credentials: Option<&'a Credentials>,
}

impl Client {
    /// A client with its own limits for each host.
    pub fn new(settings: &Settings<'_>) -> Result<Self, ClientError> {
        let introduction = format!("Maneki/{} (+{})", env!("CARGO_PKG_VERSION"), settings.contact);
        Ok(Self {
            introduction: HeaderValue::try_from(introduction).map_err(|_| ClientError::Contact)?,
            connector: Connector {
                trust: settings.ca_file.map_or_else(Trust::system, Trust::with_file)?,
                limits: settings.limits,
                destinations: settings.destinations.clone(),
            },
            hosts: Arc::new(Hosts::new(settings.limits.linger)),
            requests: Arc::default(),
        })
    }

    /// A client with other destinations that shares the limits for each host with this one.
    #[must_use]
    pub fn with_destinations(&self, destinations: Destinations) -> Self {
        let connector = Connector { destinations, ..self.connector.clone() };
        Self { connector, requests: Arc::default(), ..self.clone() }
    }

    /// The same client, sharing the limits for each host with another one.
    #[must_use]
    pub fn sharing_hosts_with(self, other: &Self) -> Self {
        // This client may not trust the servers of connections that the other one left idle.
        other.hosts.clear();
        Self { hosts: Arc::clone(&other.hosts), ..self }
    }

    /// How many requests this client and its clones have sent.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    /// Sends a request and follows its redirects.
    pub async fn send(&self, request: &Request<'_>) -> Result<Response, RequestError> {
        let mut url = request.url.clone();
        let credentials = Credentials::take_from(&mut url);
        let journey = Journey { request, credentials: credentials.as_ref() };
        let sent = self.follow(&mut url, journey).await;
        sent.map_err(|fault| RequestError { url: (&url).into(), fault })
    }

    /// `url` is the URL that is being requested, also after a failure.
    async fn follow(&self, url: &mut Url, journey: Journey<'_>) -> Result<Response, Fault> {
        let deadline = journey.request.deadline;
        let mut left = Vec::new();
        for _ in 0..=Limits::REDIRECTS {
            self.connector.destinations.check(url)?;
            // The permit of one hop is returned before the next, which may lead to a host that waits for this one.
            let permit = timeout_at(deadline, pin!(self.hosts.permit(url))).await;
            let permit = permit.map_err(|_| Fault::Deadline)?;
            let (end, late) = self.patience(deadline);
            let hop = timeout_at(end, pin!(self.hop(permit, url, journey))).await;
            match hop.map_err(|_| late)?? {
                Hop::Here(response) => return Ok(response),
                Hop::Elsewhere(target) => left.push(std::mem::replace(url, target)),
            }
            if left.contains(url) {
                return Err(RedirectFault::Loop.into());
            }
        }
        Err(RedirectFault::TooMany(Limits::REDIRECTS).into())
    }

    /// When a hop has to be over, and the fault if it is not.
    fn patience(&self, deadline: Instant) -> (Instant, Fault) {
        let limit = self.connector.limits.request;
        let end = Instant::now() + limit;
        if end < deadline { (end, Fault::Timeout(limit)) } else { (deadline, Fault::Deadline) }
    }

    /// One request to one URL, which passed the destinations.
    async fn hop(&self, permit: HostPermit, url: &Url, journey: Journey<'_>) -> Result<Hop, Fault> {
        let (connection, response) = self.exchange(&permit, url, journey).await?;
        let (head, mut body) = response.into_parts();
        let hop = match head.status {
            StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT => redirect_target(url, &head.headers).map(Hop::Elsewhere),
            status if !journey.request.is_answered_by(status) => Err(Fault::Status(status.as_u16())),
            status => {
                if let (StatusCode::OK | StatusCode::PARTIAL_CONTENT, Some(encoding)) =
                    (status, encoding(&head.headers))
                {
                    return Err(BodyFault::Encoded(encoding).into());
                }
                let body = read_body(&mut body, journey.request.max_bytes).await?;
                Ok(Hop::Here(Response { status, headers: head.headers, body }))
            }
        };
        if drain(&mut body).await {
            permit.keep(connection);
        }
        hop
    }

    /// Sends a request over an idle connection, or over a new one.
    async fn exchange(
        &self,
        permit: &HostPermit,
        url: &Url,
        journey: Journey<'_>,
    ) -> Result<(Connection, hyper::Response<Incoming>), Fault> {
        let family = journey.request.family;
        // Another client with other destinations may have left the connection.
        let permits = |peer: IpAddr| {
            family.is_none_or(|family| Family::from(peer) == family)
                && self.connector.destinations.permits(peer)
        };
        if let Some(mut connection) = permit.idle_connection(permits).await {
            match connection.send(self.written(url, journey, &connection)?).await {
                Ok(response) => return Ok((connection, response)),
                // The server closed the idle connection while the request was on its way.
                Err(error) if matches!(from_io::from_head(&error), Fault::Closed | Fault::Connect(_)) => {}
                Err(error) => return Err(from_io::from_head(&error)),
            }
        }
        let room = permit.connection_permit().await;
        // Boxed, because it is rarely needed and large.
        let mut connection = Box::pin(self.connector.connect(url, family, room)).await?;
        let response = connection.send(self.written(url, journey, &connection)?).await;
        Ok((connection, response.map_err(|error| from_io::from_head(&error))?))
    }

    /// A request as it is sent, and counted.
    fn written(
        &self,
        url: &Url,
        journey: Journey<'_>,
        connection: &Connection,
    ) -> Result<BareRequest, Fault> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let Journey { request, credentials } = journey;
        request.written(url, credentials, &self.introduction, connection.speaks_http2())
    }

    /// A TCP connection to the host and port of a URL, for a protocol other than HTTP.
    ///
    /// The URL is written as `http`, because only there is `0x7f.1` read as an address.
    pub async fn open(&self, url: &Url) -> Result<Stream, Fault> {
        self.connector.destinations.check(url)?;
        let permit = self.hosts.permit(url).await;
        // Never an idle connection: it speaks HTTP.
        let room = permit.connection_permit().await;
        self.requests.fetch_add(1, Ordering::Relaxed);
        let socket = self.connector.open(url, None, room).await?;
        Ok(Stream::new(socket, permit))
    }

    /// The permitted addresses of a URL's host.
    pub async fn addresses(&self, url: &Url) -> Result<Vec<IpAddr>, Fault> {
        self.connector.addresses(url, None).await
    }

    /// Closes the idle connections to a URL's host and port at once, and not only after two seconds.
    pub fn leave(&self, url: &Url) {
        self.hosts.leave(url);
    }

    /// Closes all idle connections.
    pub fn leave_all(&self) {
        self.hosts.clear();
    }
}
