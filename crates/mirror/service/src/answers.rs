//! One request and its answer.

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::http::{Method, Request, Version};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use tower_service::Service as _;

use crate::access::{AccessLog, Asked};
use crate::asker::{Asker, client_address};
use crate::clock;
use crate::deadline::Deadline;
use crate::edition::Published;
use crate::handlers::list::list;
use crate::manners;
use crate::refusal::Refusal;

/// What answers requests. All but a few ask for a list, which is made here and at once; the rest is the
/// router's.
#[derive(Clone)]
pub(crate) struct Answers {
    pub(crate) published: Arc<Published>,
    pub(crate) pages: Router,
    pub(crate) access: AccessLog,
}

/// A list is there as soon as it is asked for; a page may take a moment.
enum Reply {
    List(Response),
    Page(Pin<Box<dyn Future<Output = Response> + Send>>),
}

impl Answers {
    /// Answers with the edition that is served now.
    ///
    /// A list is made before there is a future. What it is made of is borrowed and not counted: processors
    /// that count the same thing wait for each other.
    pub(crate) fn answer(
        &self,
        request: Request<Incoming>,
        peer: IpAddr,
        deadline: &Deadline,
    ) -> impl Future<Output = Result<Response, Infallible>> + use<> {
        let (at, began) = (clock::now(), clock::instant());
        let edition = self.published.edition();
        let server = &edition.server;
        let client = client_address(peer, request.headers(), &server.trusted_proxies);
        let asked = Asked { at, began, client, whole_address: server.log_addresses };
        let reply = if let Some(list) = unasked_for(&request).or_else(|| list(&request, &asked, &edition)) {
            put_off(deadline, request.version(), began, length(&list));
            self.access.note(asked, request.method(), request.uri(), &list);
            Reply::List(list)
        } else {
            put_off(deadline, request.version(), began, 0);
            let asker = Asker { address: client, peer, edition: Arc::clone(&edition) };
            Reply::Page(Box::pin(self.clone().page(request, asker, asked, deadline.clone())))
        };
        async move {
            Ok(match reply {
                Reply::List(list) => list,
                Reply::Page(page) => page.await,
            })
        }
    }

    async fn page(
        mut self,
        mut request: Request<Incoming>,
        asker: Asker,
        asked: Asked,
        deadline: Deadline,
    ) -> Response {
        let (method, uri, version) = (request.method().clone(), request.uri().clone(), request.version());
        let accepts_gzip = manners::accepts_gzip(request.headers());
        request.extensions_mut().insert(asker);
        let Ok(page) = self.pages.call(request.map(Body::new)).await;
        let page = manners::packed(page, &method, accepts_gzip).await;
        put_off(&deadline, version, clock::instant(), length(&page));
        self.access.note(asked, &method, &uri, &page);
        page
    }
}

/// What is said where something is sent along with a question.
fn unasked_for(request: &Request<Incoming>) -> Option<Response> {
    let asks = matches!(*request.method(), Method::GET | Method::HEAD);
    (asks && !request.body().is_end_stream()).then(|| Refusal::Content.into_response())
}

/// A request puts off the end of its connection.
fn put_off(deadline: &Deadline, version: Version, now: Instant, bytes: u64) {
    match version {
        Version::HTTP_2 => deadline.answering_beside_others(now.into(), bytes),
        // Of HTTP/1.1 one request is answered at a time.
        _ => deadline.answering(now.into(), bytes),
    }
}

/// How many bytes the body of a response has.
fn length(response: &Response) -> u64 {
    response.body().size_hint().lower()
}
