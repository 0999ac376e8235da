//! No host is asked more than two things at a time, nor holds more than two connections.
//!
//! Whoever wants to ask takes a place at the host and its port, and finds there the connection of the one
//! who had it before. A connection that was given up keeps its place for another moment: to the server it is
//! still there.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use maneki_health::Fault;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep};
use url::{Position, Url};

use crate::connect::Connection;
use crate::limits::Limits;

/// The places at all hosts.
#[derive(Debug)]
pub(crate) struct Hosts {
    hosts: Mutex<BTreeMap<String, Arc<Host>>>,
    noticed: Duration,
}

#[derive(Debug)]
struct Host {
    places: Arc<Semaphore>,
    idle: Mutex<Vec<Idle>>,
}

#[derive(Debug)]
struct Idle {
    connection: Connection,
    since: Instant,
}

/// A place at a host, and with it the right to one connection.
#[derive(Debug)]
pub(crate) struct Turn {
    host: Arc<Host>,
    place: Option<OwnedSemaphorePermit>,
    /// Whether there is a connection, or an attempt at one, that the server has not seen the end of.
    pending: bool,
    noticed: Duration,
}

impl Hosts {
    /// A connection that nobody uses is closed after this time.
    const IDLE: Duration = Duration::from_secs(2);

    /// No hosts yet; servers are given some time to notice that a connection is over.
    pub(crate) fn new(noticed: Duration) -> Self {
        Self { hosts: Mutex::default(), noticed }
    }

    /// Waits until it is one's turn at the host and port of a URL.
    pub(crate) async fn turn(&self, url: &Url) -> Result<Turn, Fault> {
        let host = {
            let mut hosts = self.hosts();
            match hosts.get(authority(url)) {
                Some(host) => Arc::clone(host),
                None => Arc::clone(hosts.entry(authority(url).to_owned()).or_default()),
            }
        };
        let place = Arc::clone(&host.places).acquire_owned().await;
        let place = place.map_err(|_| Fault::Other("nobody closes the places at a host".into()))?;
        Ok(Turn { host, place: Some(place), pending: false, noticed: self.noticed })
    }

    /// Closes what nobody uses at the host and port of a URL, and elsewhere what was idle for long.
    pub(crate) fn leave(&self, url: &Url) {
        let left = authority(url);
        self.hosts().retain(|authority, host| {
            let mut idle = host.idle();
            idle.retain(|one| *authority != left && one.since.elapsed() < Self::IDLE);
            !idle.is_empty() || Arc::strong_count(host) > 1
        });
    }

    /// Closes what nobody uses, anywhere.
    pub(crate) fn clear(&self) {
        self.hosts().retain(|_, host| {
            host.idle().clear();
            Arc::strong_count(host) > 1
        });
    }

    fn hosts(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Host>>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is before the path: scheme, host and, where it is not the usual one, port.
fn authority(url: &Url) -> &str {
    &url[..Position::BeforePath]
}

impl Default for Host {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(Limits::PER_HOST)), idle: Mutex::default() }
    }
}

impl Host {
    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// The connection that somebody left here, if one may go to its other end.
    ///
    /// Without one there is room for a new one, after this.
    pub(crate) async fn take(&mut self, permits: impl Fn(IpAddr) -> bool) -> Option<Connection> {
        while let Some(mut connection) = self.waiting(&permits) {
            self.pending = true;
            if connection.is_ready().await {
                return Some(connection);
            }
        }
        let in_the_way = {
            let mut idle = self.host.idle();
            let taken = Limits::PER_HOST - self.host.places.available_permits();
            (idle.len() + taken > Limits::PER_HOST).then(|| idle.remove(0))
        };
        self.pending = true;
        if let Some(other) = in_the_way {
            drop(other);
            sleep(self.noticed).await;
        }
        None
    }

    fn waiting(&self, permits: impl Fn(IpAddr) -> bool) -> Option<Connection> {
        let mut idle = self.host.idle();
        idle.retain(|one| !one.connection.is_closed() && one.since.elapsed() < Hosts::IDLE);
        let place = idle.iter().position(|one| permits(one.connection.peer))?;
        Some(idle.remove(place).connection)
    }

    /// Leaves the connection for the next one.
    pub(crate) fn keep(mut self, connection: Connection) {
        self.pending = false;
        self.host.idle().push(Idle { connection, since: Instant::now() });
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let (place, noticed) = (self.place.take(), self.noticed);
        if self.pending
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(async move {
                sleep(noticed).await;
                drop(place);
            });
        }
    }
}
