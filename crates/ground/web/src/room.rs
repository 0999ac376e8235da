use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use maneki_ground_diagnostics::Problem;
use serde_json::{Map, Value};

use crate::access::Arrival;

/// Answers a request at once, before the router; `None` leaves the request to the router.
///
/// Such an answer must take microseconds and never wait: it is made on the thread of the connection.
pub type Immediate = Arc<dyn Fn(&Request<Incoming>, &Arrival) -> Option<Response> + Send + Sync>;

/// What a room brings to the service.
pub struct Room {
    /// The name: the section of the configuration and the group of commands.
    pub name: &'static str,
    /// The routes, with the room's own state. At most one room sets a fallback.
    pub routes: Router,
    /// Answers that are made before the router.
    pub immediate: Option<Immediate>,
    /// Paths that crawlers should not read, as `/robots.txt` lists them.
    pub hidden_from_crawlers: &'static [&'static str],
    /// The room's part of `/readyz`.
    pub readiness: Arc<dyn Fn() -> Readiness + Send + Sync>,
    /// What runs beside the answers until the service stops; the service waits for it at the end.
    pub tasks: Vec<Task>,
}

/// A room's part of `/readyz`.
#[derive(Debug, Clone, Default)]
pub struct Readiness {
    /// Fields of the document.
    pub fields: Map<String, Value>,
    /// What keeps the room from being up to date.
    pub problems: Vec<Problem>,
}

/// A future that runs until the service stops.
pub struct Task(pub(crate) Pin<Box<dyn Future<Output = ()> + Send>>);

impl Task {
    /// A task of this future.
    pub fn new(future: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(Box::pin(future))
    }
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Room").field("name", &self.name).finish_non_exhaustive()
    }
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task").finish_non_exhaustive()
    }
}
