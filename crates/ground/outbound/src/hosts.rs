//! Limits for each host: two requests and two connections at a time.
//!
//! A request takes a [`HostPermit`] for the host and its port. It uses an idle connection there, or opens another if
//! there is room for one. A connection keeps its room until the server has ended it too.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep};
use url::{Position, Url};

use crate::connection::Connection;
use crate::limits::Limits;
use crate::socket::ConnectionPermit;

/// The hosts that have requests or connections.
#[derive(Debug)]
pub(crate) struct Hosts {
    hosts: Mutex<BTreeMap<String, Arc<Host>>>,
    linger: Duration,
}

#[derive(Debug)]
struct Host {
    requests: Arc<Semaphore>,
    /// Connections in use, idle ones, and those that the server has not ended yet.
    connections: Arc<Semaphore>,
    pool: Mutex<Pool>,
}

/// The idle connections of a host.
#[derive(Debug, Default)]
struct Pool {
    idle: Vec<Idle>,
    /// Whether a task closes what stays idle.
    is_watched: bool,
}

#[derive(Debug)]
struct Idle {
    connection: Connection,
    since: Instant,
}

/// The permission for one request to a host.
#[derive(Debug)]
pub(crate) struct HostPermit {
    host: Arc<Host>,
    _request: OwnedSemaphorePermit,
    linger: Duration,
}

/// The semaphores live as long as their host and are never closed.
const NEVER_CLOSED: &str = "the semaphores of a host are never closed";

impl Hosts {
    /// An idle connection is closed after this time.
    const IDLE: Duration = Duration::from_secs(2);

    /// `linger` is how long a server takes to notice that a connection has ended.
    pub(crate) fn new(linger: Duration) -> Self {
        Self { hosts: Mutex::default(), linger }
    }

    /// Waits until the host and port of a URL may have another request.
    pub(crate) async fn permit(&self, url: &Url) -> HostPermit {
        let host = self.host(url);
        let request = Arc::clone(&host.requests).acquire_owned().await.expect(NEVER_CLOSED);
        HostPermit { host, _request: request, linger: self.linger }
    }

    fn host(&self, url: &Url) -> Arc<Host> {
        let mut hosts = self.hosts();
        if let Some(host) = hosts.get(authority(url)) {
            return Arc::clone(host);
        }
        hosts.retain(|_, host| host.is_in_use());
        Arc::clone(hosts.entry(authority(url).to_owned()).or_default())
    }

    /// Closes the idle connections of a URL's host and port.
    pub(crate) fn leave(&self, url: &Url) {
        if let Some(host) = self.hosts().get(authority(url)) {
            host.pool().idle.clear();
        }
    }

    /// Closes all idle connections.
    pub(crate) fn clear(&self) {
        self.hosts().retain(|_, host| {
            host.pool().idle.clear();
            host.is_in_use()
        });
    }

    fn hosts(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Host>>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Scheme, host and, unless it is the usual one, port. The URL has no user name.
fn authority(url: &Url) -> &str {
    &url[..Position::BeforePath]
}

impl Default for Host {
    fn default() -> Self {
        let two = || Arc::new(Semaphore::new(Limits::PER_HOST));
        Self { requests: two(), connections: two(), pool: Mutex::default() }
    }
}

impl Host {
    /// Whether the host has a request, or a connection that it has not ended yet.
    fn is_in_use(self: &Arc<Self>) -> bool {
        Arc::strong_count(self) > 1 || self.connections.available_permits() < Limits::PER_HOST
    }

    fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HostPermit {
    /// An idle connection to an address that `permits` accepts.
    pub(crate) async fn idle_connection(&self, permits: impl Fn(IpAddr) -> bool) -> Option<Connection> {
        while let Some(mut connection) = self.pooled(&permits) {
            if connection.is_ready().await {
                return Some(connection);
            }
        }
        None
    }

    fn pooled(&self, permits: impl Fn(IpAddr) -> bool) -> Option<Connection> {
        let mut pool = self.host.pool();
        pool.close_expired();
        let place = pool.idle.iter().position(|one| permits(one.connection.peer))?;
        Some(pool.idle.remove(place).connection)
    }

    /// Waits until the host may have another connection.
    ///
    /// There are as many permits for connections as for requests. So the second one is missing only while a connection
    /// ends, or while an idle connection to another address takes it, which is then closed.
    pub(crate) async fn connection_permit(&self) -> ConnectionPermit {
        let connections = Arc::clone(&self.host.connections);
        if connections.available_permits() == 0 {
            let in_the_way = self.host.pool().idle.pop();
            drop(in_the_way);
        }
        let permit = connections.acquire_owned().await.expect(NEVER_CLOSED);
        ConnectionPermit::new(permit, self.linger)
    }

    /// Returns a connection for the next request.
    pub(crate) fn keep(self, connection: Connection) {
        let mut pool = self.host.pool();
        pool.idle.push(Idle { connection, since: Instant::now() });
        if !pool.is_watched {
            pool.is_watched = true;
            tokio::spawn(close_idle(Arc::downgrade(&self.host)));
        }
    }
}

impl Pool {
    fn close_expired(&mut self) {
        self.idle.retain(|one| !one.connection.is_closed() && one.since.elapsed() < Hosts::IDLE);
    }
}

/// Closes the connections of a host that stay idle.
async fn close_idle(host: Weak<Host>) {
    loop {
        sleep(Hosts::IDLE).await;
        let Some(host) = host.upgrade() else { return };
        let mut pool = host.pool();
        pool.close_expired();
        if pool.idle.is_empty() {
            pool.is_watched = false;
            return;
        }
    }
}
