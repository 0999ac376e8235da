//! The accept loop: connections with limits, and an orderly end.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower_service::Service as _;

use crate::access::{AccessLog, Line};
use crate::asker::Asker;
use crate::clock;
use crate::edition::Published;

/// How long a client may take to send the head of a request, and how long it may stay without one.
const HEAD_TIMEOUT: Duration = Duration::from_secs(15);

/// The largest head of a request, in bytes; the longest sensible one has some hundred.
const MAX_HEAD: usize = 16 * 1024;

/// How many connections are open at once; more wait in the kernel's queue.
const MAX_CONNECTIONS: usize = 8192;

/// How long running requests may take when the service stops.
const GRACE: Duration = Duration::from_secs(10);

/// Answers until it is told to stop, then lets running requests finish.
pub(crate) async fn listen(
    listener: TcpListener,
    router: Router,
    published: Arc<Published>,
    access: AccessLog,
    stop: CancellationToken,
) {
    let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(MAX_HEAD);
    loop {
        let permit = tokio::select! {
            () = stop.cancelled() => break,
            permit = Arc::clone(&connections).acquire_owned() => permit,
        };
        let Some((stream, peer)) = accept(&listener, &stop).await else { break };
        let (router, published, access) = (router.clone(), Arc::clone(&published), access.clone());
        let answer = service_fn(move |request| {
            answer(request, peer, router.clone(), Arc::clone(&published), access.clone())
        });
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), answer));
        tokio::spawn(async move {
            // A client that goes away, or sends no HTTP, ends its own connection and nothing else.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish within {GRACE:?} and were cut off");
    }
}

/// The next connection; `None` when the service stops.
async fn accept(listener: &TcpListener, stop: &CancellationToken) -> Option<(TcpStream, IpAddr)> {
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => return None,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                // Answers are small: nothing is gained by waiting for more of them.
                let _ = stream.set_nodelay(true);
                return Some((stream, peer.ip()));
            }
            // Out of descriptors, or a client that was gone too soon: a moment later it may work.
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn answer(
    mut request: Request<Incoming>,
    peer: IpAddr,
    mut router: Router,
    published: Arc<Published>,
    access: AccessLog,
) -> Result<axum::response::Response, Infallible> {
    let asker = Asker::new(peer, request.headers(), published.edition());
    let noted = access.is_on().then(|| {
        let whole_address = asker.edition.settings.log_addresses;
        (clock::instant(), asker.address, request.method().clone(), request.uri().clone(), whole_address)
    });
    request.extensions_mut().insert(asker);
    let response = router.call(request.map(Body::new)).await?;
    if let Some((began, client, method, uri, whole_address)) = noted {
        let (status, bytes) = (response.status().as_u16(), response.body().size_hint().exact());
        access.note(Line {
            at: clock::now(),
            client,
            method,
            uri,
            status,
            bytes,
            took: began.elapsed(),
            whole_address,
        });
    }
    Ok(response)
}
