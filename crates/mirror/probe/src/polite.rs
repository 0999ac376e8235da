//! No host is asked more than two things at a time, nor holds more than two connections.
//!
//! Whoever wants to ask takes a place at the host and its port, and finds there the connection of the one
//! who had it before, or room for a new one. A connection keeps its room until the server has ended it as well.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use maneki_mirror_health::Fault;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;
use url::{Position, Url};

use crate::connect::Connection;
use crate::limits::Limits;
use crate::line::Room;

/// The places at all hosts.
#[derive(Debug)]
pub(crate) struct Hosts {
    hosts: Mutex<BTreeMap<String, Arc<Host>>>,
    noticed: Duration,
}

#[derive(Debug)]
struct Host {
    /// For those who ask.
    places: Arc<Semaphore>,
    /// For connections: those in use, those that wait in `idle`, and those that the host has not ended yet.
    rooms: Arc<Semaphore>,
    idle: Mutex<Vec<Idle>>,
}

#[derive(Debug)]
struct Idle {
    connection: Connection,
    since: Instant,
}

/// A place at a host.
#[derive(Debug)]
pub(crate) struct HostPermit {
    host: Arc<Host>,
    _place: OwnedSemaphorePermit,
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
    pub(crate) async fn permit(&self, url: &Url) -> Result<HostPermit, Fault> {
        let host = {
            let mut hosts = self.hosts();
            match hosts.get(authority(url)) {
                Some(host) => Arc::clone(host),
                None => Arc::clone(hosts.entry(authority(url).to_owned()).or_default()),
            }
        };
        let place = Arc::clone(&host.places).acquire_owned().await.map_err(|_| closed())?;
        Ok(HostPermit { host, _place: place, noticed: self.noticed })
    }

    /// Closes what nobody uses at the host and port of a URL, and elsewhere what was idle for long.
    pub(crate) fn leave(&self, url: &Url) {
        let left = authority(url);
        self.hosts().retain(|authority, host| {
            host.idle().retain(|one| *authority != left && one.since.elapsed() < Self::IDLE);
            host.is_in_use()
        });
    }

    /// Closes what nobody uses, anywhere.
    pub(crate) fn clear(&self) {
        self.hosts().retain(|_, host| {
            host.idle().clear();
            host.is_in_use()
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
        let two = || Arc::new(Semaphore::new(Limits::PER_HOST));
        Self { places: two(), rooms: two(), idle: Mutex::default() }
    }
}

/// Nobody does that.
fn closed() -> Fault {
    Fault::Other("the places at a host are closed".into())
}

impl Host {
    /// Whether somebody asks, or the host has a connection that it has not ended yet.
    fn is_in_use(self: &Arc<Self>) -> bool {
        Arc::strong_count(self) > 1 || self.rooms.available_permits() < Limits::PER_HOST
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HostPermit {
    /// The connection that somebody left here, if one may go to its other end.
    pub(crate) async fn take(&self, permits: impl Fn(IpAddr) -> bool) -> Option<Connection> {
        while let Some(mut connection) = self.waiting(&permits) {
            if connection.is_ready().await {
                return Some(connection);
            }
        }
        None
    }

    fn waiting(&self, permits: impl Fn(IpAddr) -> bool) -> Option<Connection> {
        let mut idle = self.host.idle();
        idle.retain(|one| !one.connection.is_closed() && one.since.elapsed() < Hosts::IDLE);
        let place = idle.iter().position(|one| permits(one.connection.peer))?;
        Some(idle.remove(place).connection)
    }

    /// Waits until there is room for another connection.
    ///
    /// Of two rooms the other one who asks needs one; in the second there is a connection that is about to end, or
    /// one that waits and goes elsewhere.
    pub(crate) async fn room(&self) -> Result<Room, Fault> {
        let rooms = Arc::clone(&self.host.rooms);
        if rooms.available_permits() == 0 {
            let in_the_way = self.host.idle().pop();
            drop(in_the_way);
        }
        let permit = rooms.acquire_owned().await.map_err(|_| closed())?;
        Ok(Room::new(permit, self.noticed))
    }

    /// Leaves the connection for the next one.
    pub(crate) fn keep(self, connection: Connection) {
        self.host.idle().push(Idle { connection, since: Instant::now() });
    }
}
