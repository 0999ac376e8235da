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
use tokio::time::Instant;
use tokio_io_timeout::TimeoutStream;
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

/// How long a client may leave what is sent to it unread: as long as a bad mobile network is gone.
pub(crate) const WRITE_TIMEOUT: Duration = Duration::from_secs(20);

/// How often the log says that connections could not be accepted.
const COMPLAINT: Duration = Duration::from_secs(10);

/// How long running requests may take when the service stops.
const GRACE: Duration = Duration::from_secs(10);

/// What a connection may cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// How many there are at once; more wait in the kernel's queue.
    pub(crate) connections: usize,
    /// How long a client may leave what is sent to it unread.
    pub(crate) write_timeout: Duration,
}

/// Answers until it is told to stop, then lets running requests finish.
pub(crate) async fn listen(
    listener: TcpListener,
    limits: Limits,
    router: Router,
    published: Arc<Published>,
    access: AccessLog,
    stop: CancellationToken,
) {
    let connections = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(MAX_HEAD);
    let mut failures = Failures::default();
    loop {
        let permit = tokio::select! {
            () = stop.cancelled() => break,
            permit = Arc::clone(&connections).acquire_owned() => permit,
        };
        let Some((stream, peer)) = accept(&listener, &mut failures, &stop).await else { break };
        let (router, published, access) = (router.clone(), Arc::clone(&published), access.clone());
        let answer = service_fn(move |request| {
            answer(request, peer, router.clone(), Arc::clone(&published), access.clone())
        });
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.write_timeout));
        let stream = TokioIo::new(Box::pin(stream));
        let connection = graceful.watch(http.serve_connection(stream, answer));
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
async fn accept(
    listener: &TcpListener,
    failures: &mut Failures,
    stop: &CancellationToken,
) -> Option<(TcpStream, IpAddr)> {
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
                if let Some(times) = failures.another(Instant::now()) {
                    tracing::warn!(%error, times, "connections could not be accepted");
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// Connections that could not be accepted, and when that was last told.
#[derive(Debug, Default)]
struct Failures {
    untold: u64,
    told: Option<Instant>,
}

impl Failures {
    /// Counts another one; how many there were where it is time to tell.
    fn another(&mut self, now: Instant) -> Option<u64> {
        self.untold += 1;
        if self.told.is_some_and(|told| now < told + COMPLAINT) {
            return None;
        }
        self.told = Some(now);
        Some(std::mem::take(&mut self.untold))
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

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;
    use crate::edition::tests::published;

    const REQUEST: &[u8] = b"GET /large HTTP/1.1\r\nHost: test\r\n\r\n";

    /// More than what the kernel buffers of a connection.
    const LARGE: usize = 32 << 20;

    async fn start(
        stop: &CancellationToken,
        write_timeout: Duration,
    ) -> (TcpStream, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/large", get(|| async { vec![b'x'; LARGE] }))
            .route("/small", get(|| async { "small" }));
        let limits = Limits { connections: 1, write_timeout };
        let (access, _writer) = AccessLog::start(None).unwrap();
        let listening =
            tokio::spawn(listen(listener, limits, router, Arc::new(published()), access, stop.clone()));
        (TcpStream::connect(address).await.unwrap(), listening)
    }

    #[tokio::test]
    async fn a_client_that_never_reads_makes_room_for_the_next() {
        let stop = CancellationToken::new();
        let (mut stalled, _listening) = start(&stop, Duration::from_millis(200)).await;
        stalled.write_all(&REQUEST.repeat(3)).await.unwrap();
        // There is room for one connection, so this one is answered when the first was closed.
        let mut next = TcpStream::connect(stalled.peer_addr().unwrap()).await.unwrap();
        next.write_all(b"GET /small HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n").await.unwrap();
        let mut reply = String::new();
        next.read_to_string(&mut reply).await.unwrap();
        assert!(reply.ends_with("small"), "{reply}");
    }

    #[tokio::test]
    async fn an_end_closes_idle_connections_at_once_and_finishes_answers() {
        for request in [&b"GET /small HTTP/1.1\r\nHost: test\r\n\r\n"[..], REQUEST] {
            let stop = CancellationToken::new();
            let (mut client, listening) = start(&stop, WRITE_TIMEOUT).await;
            client.write_all(request).await.unwrap();
            let mut reply = vec![0; 1];
            client.read_exact(&mut reply).await.unwrap();
            stop.cancel();
            client.read_to_end(&mut reply).await.unwrap();
            assert!(request != REQUEST || reply.len() > LARGE, "{} bytes", reply.len());
            tokio::time::timeout(GRACE / 2, listening).await.unwrap().unwrap();
        }
    }

    #[tokio::test]
    async fn failures_are_counted_and_told_now_and_then() {
        let (mut failures, start) = (Failures::default(), Instant::now());
        assert_eq!(failures.another(start), Some(1));
        assert_eq!(failures.another(start + COMPLAINT / 3), None);
        assert_eq!(failures.another(start + COMPLAINT / 2), None);
        assert_eq!(failures.another(start + COMPLAINT), Some(3));
    }
}
