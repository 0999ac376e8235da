//! One request and its answer.

use std::convert::Infallible;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::http::{HeaderValue, Method, Request, StatusCode, Version, header};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use hyper::body::Incoming;
use tower_service::Service as _;

use crate::access::{AccessLog, Arrival};
use crate::caller::Caller;
use crate::client_address::client_address;
use crate::clock;
use crate::compression::{accepts_gzip, compressed};
use crate::deadline::Deadline;
use crate::failure::{internal_error, panic_message};
use crate::room::Immediate;
use crate::settings::LiveSettings;

/// Answers requests: first the immediate answers of rooms, then the router.
#[derive(Clone)]
pub(crate) struct Answers {
    pub(crate) settings: LiveSettings,
    pub(crate) immediate: Arc<[Immediate]>,
    pub(crate) router: Router,
    pub(crate) access: AccessLog,
}

/// An immediate answer exists before there is a future; the router may take a moment.
enum Reply {
    Immediate(Response),
    Routed(Pin<Box<dyn Future<Output = Response> + Send>>),
}

impl Answers {
    /// Answers with the settings in force.
    ///
    /// An immediate answer borrows the settings and counts no reference: processors that count the same thing wait for
    /// each other.
    pub(crate) fn answer(
        &self,
        request: Request<Incoming>,
        peer: IpAddr,
        deadline: &Deadline,
    ) -> impl Future<Output = Result<Response, Infallible>> + use<> {
        let (at, began) = (clock::now(), clock::instant());
        let settings = self.settings.load();
        let server = &settings.server;
        let client = client_address(peer, request.headers(), &server.trusted_proxies);
        let arrival = Arrival { at, began, client, whole_address: server.log_addresses };
        let immediate = || self.immediate.iter().find_map(|immediate| immediate(&request, &arrival));
        let reply = if let Some(response) = body_refused(&request).or_else(immediate) {
            extend(deadline, request.version(), began, length(&response));
            self.access.note(arrival, request.method(), request.uri(), &response);
            Reply::Immediate(response)
        } else {
            extend(deadline, request.version(), began, 0);
            let caller = Caller { address: client, peer, at, settings: Arc::clone(&settings) };
            Reply::Routed(Box::pin(self.clone().route(request, caller, arrival, deadline.clone())))
        };
        async move {
            Ok(match reply {
                Reply::Immediate(response) => response,
                Reply::Routed(response) => response.await,
            })
        }
    }

    async fn route(
        mut self,
        mut request: Request<Incoming>,
        caller: Caller,
        arrival: Arrival,
        deadline: Deadline,
    ) -> Response {
        let (method, uri, version) = (request.method().clone(), request.uri().clone(), request.version());
        let accepts_gzip = accepts_gzip(request.headers());
        request.extensions_mut().insert(caller);
        let routed = AssertUnwindSafe(self.router.call(request.map(Body::new))).catch_unwind().await;
        let response = match routed {
            Ok(Ok(response)) => response,
            Err(panic) => internal_error(&format!("no answer to {}", uri.path()), panic_message(&*panic)),
        };
        let response = compressed(response, &method, accepts_gzip).await;
        extend(&deadline, version, clock::instant(), length(&response));
        self.access.note(arrival, &method, &uri, &response);
        response
    }
}

/// The answer to a request with a body: nothing here reads one, and an unread body looks like the next request.
fn body_refused(request: &Request<Incoming>) -> Option<Response> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || request.body().is_end_stream() {
        return None;
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CONNECTION, HeaderValue::from_static("close")),
    ];
    Some((StatusCode::PAYLOAD_TOO_LARGE, headers, "Requests must not have a body\n").into_response())
}

/// A request extends the deadline of its connection.
fn extend(deadline: &Deadline, version: Version, now: Instant, bytes: u64) {
    match version {
        Version::HTTP_2 => deadline.answering_beside_others(now.into(), bytes),
        // HTTP/1.1 answers one request at a time.
        _ => deadline.answering(now.into(), bytes),
    }
}

/// The length of the body of a response, in bytes.
fn length(response: &Response) -> u64 {
    response.body().size_hint().lower()
}
