//! The accept loop: connections with limits, and an orderly end.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::answers::Answers;
use crate::deadline::{Deadline, Patience};

/// The patience with clients: as long as a bad mobile network is gone, and 256 kbit/s.
pub(crate) const PATIENCE: Patience =
    Patience { for_a_request: Duration::from_secs(20), bytes_per_second: 32 * 1024 };

/// The greatest size of the head of a request, in bytes; ordinary heads have some hundred.
const MAX_HEAD: u16 = 16 * 1024;

/// The greatest number of concurrent requests of one HTTP/2 connection. A page sends fewer, and each answer is in memory
/// until the client has read it.
const MAX_STREAMS: u32 = 32;

/// The greatest number of requests of one HTTP/2 connection that are reset before they are answered.
const MAX_TAKEN_BACK: usize = 16;

/// The greatest part of an answer that waits for the socket, in bytes, for each HTTP/2 request.
const MAX_SENDING: usize = 64 * 1024;

/// How often the log reports that connections could not be accepted.
const COMPLAINT: Duration = Duration::from_secs(10);

/// How long requests under way may take when the service stops.
const GRACE: Duration = Duration::from_secs(10);

/// What a connection may cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// The greatest number of connections; more wait in the queue of the kernel.
    pub(crate) connections: usize,
    /// How long each may take.
    pub(crate) patience: Patience,
}

/// Answers until the service stops, then lets requests under way finish.
pub(crate) async fn listen(
    listener: TcpListener,
    limits: Limits,
    answers: Arc<Answers>,
    stop: CancellationToken,
) {
    let connections = Arc::new(Semaphore::new(limits.connections));
    let http = http();
    let mut failures = Failures::default();
    loop {
        let permit = tokio::select! {
            () = stop.cancelled() => break,
            permit = Arc::clone(&connections).acquire_owned() => permit,
        };
        let Some((stream, peer)) = accept(&listener, &mut failures, &stop).await else { break };
        let deadline = Deadline::new(limits.patience);
        let (answers, answering) = (Arc::clone(&answers), deadline.clone());
        let answer = service_fn(move |request| answers.answer(request, peer, &answering));
        let connection = http.serve_connection(TokioIo::new(stream), answer).into_owned();
        let ending = watch(deadline.clone(), stop.clone());
        tokio::spawn(async move {
            // Released when the connection is closed.
            let _room = permit;
            let mut connection = pin!(connection);
            // A client that goes away, or does not send HTTP, ends only its own connection.
            let end = tokio::select! {
                biased;
                _ = connection.as_mut() => None,
                end = ending => end.ok(),
            };
            if end == Some(End::AfterItsAnswers) {
                connection.as_mut().graceful_shutdown();
                tokio::select! {
                    biased;
                    _ = connection => {}
                    () = deadline.passed() => {}
                }
            }
        });
    }
    drop(listener);
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    if tokio::time::timeout(GRACE, connections.acquire_many(all)).await.is_err() {
        tracing::warn!("some requests did not finish within {GRACE:?} and were cut off");
    }
}

/// How the service ends a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The client has taken too long.
    AtOnce,
    /// The service stops.
    AfterItsAnswers,
}

/// Waits until a connection must end. This is a task of its own, because the connection would otherwise check it at every
/// request.
fn watch(deadline: Deadline, stop: CancellationToken) -> oneshot::Receiver<End> {
    let (mut tell, ending) = oneshot::channel();
    tokio::spawn(async move {
        let end = tokio::select! {
            () = tell.closed() => return,
            () = deadline.passed() => End::AtOnce,
            () = stop.cancelled() => End::AfterItsAnswers,
        };
        // Without a receiver the connection has just ended.
        let _ = tell.send(end);
    });
    ending
}

/// HTTP/1.1 and, where a client begins with its preface, HTTP/2 (`h2c` with prior knowledge, RFC 9113).
///
/// The deadline of a connection replaces the timers of hyper, which would be set for each request.
fn http() -> Builder<TokioExecutor> {
    let mut http = Builder::new(TokioExecutor::new());
    http.http1().header_read_timeout(None).max_buf_size(MAX_HEAD.into());
    http.http2()
        .max_header_list_size(MAX_HEAD.into())
        .max_concurrent_streams(MAX_STREAMS)
        .max_pending_accept_reset_streams(MAX_TAKEN_BACK)
        .max_local_error_reset_streams(MAX_TAKEN_BACK)
        .max_send_buf_size(MAX_SENDING);
    http
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
                // Answers are small, and waiting for more of them gains nothing.
                let _ = stream.set_nodelay(true);
                return Some((stream, peer.ip()));
            }
            // Out of file descriptors, or the client was gone too soon: it may work a moment later.
            Err(error) => {
                if let Some(times) = failures.another(Instant::now()) {
                    tracing::warn!(%error, times, "connections could not be accepted");
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// Connections that could not be accepted since the last report.
#[derive(Debug, Default)]
struct Failures {
    unreported: u64,
    reported: Option<Instant>,
}

impl Failures {
    /// Counts another one, and returns the number if it is time for a report.
    fn another(&mut self, now: Instant) -> Option<u64> {
        self.unreported += 1;
        if self.reported.is_some_and(|reported| now < reported + COMPLAINT) {
            return None;
        }
        self.reported = Some(now);
        Some(std::mem::take(&mut self.unreported))
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::Router;
    use axum::routing::get;
    use maneki_ground_config::{KEYS, Keys, Server, Site, load};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;
    use crate::access::AccessLog;
    use crate::settings::LiveSettings;

    const REQUEST: &[u8] = b"GET /large HTTP/1.1\r\nHost: test\r\n\r\n";

    /// More than what the kernel buffers of a connection.
    const LARGE: usize = 32 << 20;

    const SHORT: Patience =
        Patience { for_a_request: Duration::from_millis(200), bytes_per_second: u64::MAX };

    async fn start(stop: &CancellationToken, patience: Patience) -> (TcpStream, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let pages = Router::new()
            .route("/large", get(|| async { vec![b'x'; LARGE] }))
            .route("/small", get(|| async { "small" }));
        let (access, _writer) = AccessLog::start(None).unwrap();
        let server = load(Keys::new(&[KEYS]), Server::resolve, None, [], []).unwrap().config;
        let site = load(Keys::new(&[KEYS]), Site::resolve, None, [], []).unwrap().config;
        let settings = LiveSettings::new(server, &site, &[]);
        let answers = Answers { settings, immediate: [].into(), router: pages, access };
        let limits = Limits { connections: 1, patience };
        let listening = tokio::spawn(listen(listener, limits, Arc::new(answers), stop.clone()));
        (TcpStream::connect(address).await.unwrap(), listening)
    }

    /// The next client is answered: there is room for one connection, and the previous one was closed. On a busy machine
    /// an honest client may exceed the short patience as well, and then a later one is answered.
    async fn assert_that_the_next_is_answered(server: SocketAddr) {
        for _ in 0..100 {
            if ask(server).await.is_ok_and(|reply| reply.ends_with("small")) {
                return;
            }
        }
        panic!("no client is answered");
    }

    async fn ask(server: SocketAddr) -> std::io::Result<String> {
        let mut next = TcpStream::connect(server).await?;
        next.write_all(b"GET /small HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n").await?;
        let mut reply = String::new();
        next.read_to_string(&mut reply).await?;
        Ok(reply)
    }

    #[tokio::test]
    async fn a_client_that_never_reads_makes_room_for_the_next() {
        let stop = CancellationToken::new();
        let (mut stalled, _listening) = start(&stop, SHORT).await;
        let server = stalled.peer_addr().unwrap();
        stalled.write_all(&REQUEST.repeat(3)).await.unwrap();
        assert_that_the_next_is_answered(server).await;
    }

    #[tokio::test]
    async fn a_client_that_sips_is_cut_off() {
        let stop = CancellationToken::new();
        let (mut sipping, _listening) = start(&stop, SHORT).await;
        let server = sipping.peer_addr().unwrap();
        sipping.write_all(REQUEST).await.unwrap();
        let begin = Instant::now();
        let mut sip = vec![0; 512];
        let mut read = 0;
        while let Ok(bytes @ 1..) = sipping.read(&mut sip).await {
            read += bytes;
            if begin.elapsed() < 3 * SHORT.for_a_request {
                tokio::time::sleep(SHORT.for_a_request / 200).await;
            } else {
                // By now it was cut off, and what the kernel has left is read in large gulps.
                sip.resize(1 << 20, 0);
            }
        }
        assert!(read < LARGE, "{read} bytes");
        assert_that_the_next_is_answered(server).await;
    }

    #[tokio::test]
    async fn a_client_that_drips_a_request_is_cut_off() {
        let stop = CancellationToken::new();
        let (mut dripping, _listening) = start(&stop, SHORT).await;
        let server = dripping.peer_addr().unwrap();
        let endless =
            std::iter::once(&b"GET /small HTTP/1.1\r\n"[..]).chain(std::iter::repeat(&b"A: b\r\n"[..]));
        for line in endless {
            if dripping.write_all(line).await.is_err() {
                break;
            }
            tokio::time::sleep(SHORT.for_a_request / 20).await;
        }
        assert_that_the_next_is_answered(server).await;
    }

    #[tokio::test]
    async fn an_end_closes_idle_connections_at_once_and_finishes_answers() {
        for request in [&b"GET /small HTTP/1.1\r\nHost: test\r\n\r\n"[..], REQUEST] {
            let stop = CancellationToken::new();
            let (mut client, listening) = start(&stop, PATIENCE).await;
            client.write_all(request).await.unwrap();
            let mut reply = vec![0; 1];
            client.read_exact(&mut reply).await.unwrap();
            stop.cancel();
            client.read_to_end(&mut reply).await.unwrap();
            assert!(request != REQUEST || reply.len() > LARGE, "{} bytes", reply.len());
            tokio::time::timeout(GRACE / 2, listening).await.unwrap().unwrap();
        }
    }

    /// What a client of HTTP/2 begins with: the preface, and settings that change nothing.
    const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

    #[tokio::test]
    async fn http_2_is_spoken_on_the_same_port_with_limits_that_are_told() {
        let stop = CancellationToken::new();
        let (mut client, _listening) = start(&stop, PATIENCE).await;
        client.write_all(PREFACE).await.unwrap();
        let mut head = [0; 9];
        client.read_exact(&mut head).await.unwrap();
        assert_eq!(head[3], 4, "not SETTINGS: {head:?}");
        let mut settings = vec![0; usize::from(u16::from_be_bytes([head[1], head[2]]))];
        client.read_exact(&mut settings).await.unwrap();
        let told = |number: u16| {
            let of = |one: &&[u8]| u16::from_be_bytes([one[0], one[1]]) == number;
            let found = settings.chunks(6).find(of).unwrap();
            u32::from_be_bytes([found[2], found[3], found[4], found[5]])
        };
        // RFC 9113, section 6.5.2.
        assert_eq!((told(3), told(6)), (MAX_STREAMS, u32::from(MAX_HEAD)));
    }

    #[tokio::test]
    async fn a_client_that_speaks_http_2_and_asks_nothing_is_cut_off() {
        let stop = CancellationToken::new();
        let (mut idle, _listening) = start(&stop, SHORT).await;
        let server = idle.peer_addr().unwrap();
        // Repeated SETTINGS frames do not count as a request.
        idle.write_all(PREFACE).await.unwrap();
        let (mut reading, mut writing) = idle.into_split();
        let dripping = async {
            while writing.write_all(&PREFACE[24..]).await.is_ok() {
                tokio::time::sleep(SHORT.for_a_request / 20).await;
            }
        };
        let mut told = Vec::new();
        // It ends with a reset or without one.
        let (_, ()) = tokio::join!(reading.read_to_end(&mut told), dripping);
        assert_that_the_next_is_answered(server).await;
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
