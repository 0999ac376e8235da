//! No mirror ever has more than two requests or two connections at a time, however it behaves.
//!
//! The mirrors count themselves: they count a connection until they have read its end, and only then does the other side
//! learn of it. So the result does not depend on timing.

use std::convert::Infallible;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::Request as Asked;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use maneki_ground_outbound::Destinations;
use maneki_mirror_probe::{Limits, Prober};
use maneki_testkit::{FakeMirror, Most, One, Request, Then, Wire};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use crate::https::{Authority, answer};
use crate::world::{IN_TIME, PATIENT, World, good, prober_within, serve};

/// A prober that waits for the end of a connection for as long as it takes.
fn prober(seconds: f32, ca_file: Option<&Path>) -> Prober {
    let mut limits = Limits::within(Duration::from_secs_f32(seconds));
    limits.request.linger = IN_TIME;
    prober_within(limits, Destinations::anywhere(), ca_file)
}

/// How a mirror behaves, and the seconds that it may take.
type Mood = (&'static str, f32, fn(&Request) -> Wire);

/// What it answers, with another end.
fn then(mut wire: Wire, then: Then) -> Wire {
    wire.then = then;
    wire
}

const MOODS: [Mood; 10] = [
    ("keeps connections", PATIENT, |request| good(request, 1)),
    ("ends each connection and says so", PATIENT, |request| {
        let text = String::from_utf8(good(request, 1).bytes).unwrap();
        Wire::raw(text.replacen("\r\n", "\r\nConnection: close\r\n", 1).as_bytes(), Then::Close)
    }),
    ("ends each connection and does not say so", PATIENT, |request| then(good(request, 1), Then::Close)),
    ("redirects every request to itself", PATIENT, |request| match request.path.strip_suffix("?there") {
        Some(path) => good(&Request { path: path.to_owned(), ..request.clone() }, 1),
        None => Wire::with(302, &[("Location", &format!("{}?there", request.path))], b""),
    }),
    ("fails", PATIENT, |_| Wire::status(503)),
    ("fails with a long page", PATIENT, |request| match &*request.path {
        "/linux/TIME" => good(request, 1),
        _ => Wire::with(404, &[], &[b' '; 40_000]),
    }),
    ("cuts off what it says", PATIENT, |request| match &*request.path {
        "/linux/TIME" => good(request, 1),
        _ => Wire::raw(b"HTTP/1.1 200 So\r\nContent-Length: 100\r\n\r\nhalf", Then::Close),
    }),
    ("packs what it says", PATIENT, |_| Wire::with(200, &[("Content-Encoding", "gzip")], &[b' '; 40_000])),
    ("says nothing at all", 6.0, |_| Wire::raw(b"", Then::Hang)),
    ("says nothing after TIME", 6.0, |request| match &*request.path {
        "/linux/TIME" => good(request, 1),
        _ => Wire::raw(b"HTTP/1.1 200 So\r\n", Then::Hang),
    }),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_mirror_has_more_than_two_connections_or_questions_at_a_time() {
    let mut stories = tokio::task::JoinSet::new();
    for (mood, seconds, wire) in MOODS {
        stories.spawn(async move {
            let server = FakeMirror::start(wire);
            let world = World::with(&[("http", &server.url("127.0.0.1"))], prober(seconds, None));
            world.two_rounds().await;
            // Everything was closed, and nothing is remembered.
            world.two_rounds().await;
            assert!(server.most_open() <= 2, "{mood}: {} connections", server.most_open());
            assert!(server.most_at_once() <= 2, "{mood}: {} questions", server.most_at_once());
            server.most_open()
        });
    }
    // And two workers probed them.
    assert_eq!(stories.join_all().await.into_iter().max(), Some(2));
}

/// A connection that counts until its end was read.
struct Counted {
    _one: One,
    stream: TcpStream,
}

impl AsyncRead for Counted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Counted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        // By dropping it alone, so that it does not count when the other side learns of it.
        Poll::Ready(Ok(()))
    }
}

/// Answers over TLS in the protocol that was agreed on, and counts questions.
async fn talk(acceptor: TlsAcceptor, stream: Counted, asked: Most) {
    let Ok(stream) = acceptor.accept(stream).await else { return };
    let protocol = stream.get_ref().1.alpn_protocol().map(<[u8]>::to_vec);
    let service = service_fn(move |request: Asked<Incoming>| {
        let _one = asked.one_more();
        async move { Ok::<_, Infallible>(answer(&request)) }
    });
    let stream = TokioIo::new(stream);
    if protocol.as_deref() == Some(b"h2") {
        let http = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
        let _ = http.serve_connection(stream, service).await;
    } else {
        let _ = hyper::server::conn::http1::Builder::new().serve_connection(stream, service).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_over_tls_in_either_protocol_beside_plain_http() {
    let authority = Authority::new();
    for protocol in [&b"http/1.1"[..], b"h2"] {
        let acceptor = authority.certify("127.0.0.1", &[protocol]);
        let (open, asked) = (Most::default(), Most::default());
        let counts = (open.clone(), asked.clone());
        let address = serve(move |stream| {
            let stream = Counted { _one: counts.0.one_more(), stream };
            talk(acceptor.clone(), stream, counts.1.clone())
        });
        let plain = FakeMirror::start(|request| good(request, 1));
        let urls = [("http", plain.url("127.0.0.1")), ("https", format!("https://{}/linux", address.await))];
        let urls = urls.each_ref().map(|(key, url)| (*key, url.as_str()));
        // Both URLs, and only the one that gets all requests.
        for urls in [&urls[..], &urls[1..]] {
            let mut world = World::with(urls, prober(PATIENT, Some(&authority.file)));
            world.two_rounds().await;
            world.round().await;
            assert_eq!(world.summary().verdict.word(), "ok", "{:?}", world.summary());
            world.two_rounds().await;
        }
        let protocol = String::from_utf8_lossy(protocol);
        assert_eq!((open.so_far(), plain.most_open()), (2, 2), "{protocol}");
        assert!(asked.so_far() <= 2 && plain.most_at_once() <= 2, "{protocol}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_where_a_handshake_does_not_end() {
    let open = Most::default();
    let count = open.clone();
    let address = serve(move |stream| {
        let mut stream = Counted { _one: count.one_more(), stream };
        async move {
            let mut rest = [0; 1024];
            while stream.read(&mut rest).await.is_ok_and(|length| length > 0) {}
        }
    });
    let url = format!("https://{}/linux", address.await);
    let world = World::with(&[("https", &url)], prober(6.0, None));
    world.two_rounds().await;
    assert_eq!(open.so_far(), 2);
}
