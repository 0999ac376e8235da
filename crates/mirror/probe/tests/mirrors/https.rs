//! HTTPS: trusted certificates, HTTP/2, and servers that abuse it.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use maneki_ground_outbound::Destinations;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::world::{IN_TIME, PATIENT, World, good, prober_of, serve};

/// A certificate authority that a prober trusts, and the certificates that it issues.
pub(crate) struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    pub(crate) file: PathBuf,
    _folder: tempfile::TempDir,
}

impl Authority {
    #[expect(clippy::disallowed_methods, reason = "authorities are in files")]
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ca.pem");
        std::fs::write(&file, issuer.pem()).unwrap();
        Self { issuer, file, _folder: folder }
    }

    /// TLS for a host, with some protocols.
    pub(crate) fn certify(&self, host: &str, protocols: &[&[u8]]) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let certificate =
            CertificateParams::new(vec![host.to_owned()]).unwrap().signed_by(&key, &self.issuer).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
            )
            .unwrap();
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
        Arc::new(config).into()
    }
}

fn world(server: SocketAddr, authorities: Option<&Path>, seconds: f32) -> World {
    let url = format!("https://{server}/linux");
    let prober = prober_of(seconds, Destinations::anywhere(), authorities);
    World::with(&[("https", &url)], prober)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn http_2_is_spoken_where_it_is_offered_over_two_connections_at_most() {
    let authority = Authority::new();
    let acceptor = authority.certify("127.0.0.1", &[b"h2", b"http/1.1"]);
    let (connections, requests) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counts = (Arc::clone(&connections), Arc::clone(&requests));
    let server = serve(move |stream| {
        let (acceptor, (connections, requests)) = (acceptor.clone(), counts.clone());
        async move {
            connections.fetch_add(1, Ordering::SeqCst);
            let Ok(stream) = acceptor.accept(stream).await else { return };
            assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
            let answer = service_fn(move |request: Request<Incoming>| {
                requests.fetch_add(1, Ordering::SeqCst);
                async move { Ok::<_, Infallible>(answer(&request)) }
            });
            let http = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
            let _ = http.serve_connection(TokioIo::new(stream), answer).await;
        }
    })
    .await;
    let mut world = world(server, Some(&authority.file), PATIENT);
    world.round().await;
    assert_eq!(world.summary().verdict.word(), "ok", "{:?}", world.summary());
    assert_eq!(requests.load(Ordering::SeqCst), 11);
    assert!(connections.load(Ordering::SeqCst) <= 2, "{connections:?}");
}

/// The response of a good mirror.
pub(crate) fn answer(request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let asked = maneki_testkit::Request {
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        head: String::new(),
    };
    let wire = good(&asked, 1).bytes;
    let end = wire.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap() + 4;
    let status: u16 = std::str::from_utf8(&wire[9..12]).unwrap().parse().unwrap();
    Response::builder().status(status).body(Full::new(Bytes::copy_from_slice(&wire[end..]))).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_must_be_from_a_trusted_authority_and_for_this_host() {
    let authority = Authority::new();
    let reason = async |host: &str, authorities: Option<&Path>| {
        let acceptor = authority.certify(host, &[]);
        let server = serve(move |stream| {
            let acceptor = acceptor.clone();
            async move { drop(acceptor.accept(stream).await) }
        })
        .await;
        let mut world = world(server, authorities, PATIENT);
        world.round().await;
        world.summary().reason.unwrap()
    };
    let other = reason("elsewhere.example", Some(&authority.file)).await;
    assert_eq!(&*other, "its certificate is for another host");
    let unknown = reason("127.0.0.1", None).await;
    assert_eq!(&*unknown, "its certificate is not signed by a trusted authority");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handshake_that_does_not_end_is_not_taken_for_a_connection_that_does_not_begin() {
    let silent = serve(|mut stream| async move {
        let mut rest = [0; 1024];
        while stream.read(&mut rest).await.is_ok_and(|length| length > 0) {}
    })
    .await;
    let mut world = world(silent, None, 8.0);
    world.round().await;
    let reason = world.summary().reason.unwrap();
    assert!(reason.starts_with("the TLS handshake did not finish within"), "{reason}");
}

/// A frame of HTTP/2 (RFC 9113, section 4.1).
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

const HEADERS: u8 = 1;
const RESET: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const CONTINUATION: u8 = 9;

/// The bytes that a server sends once, and those that it repeats.
fn abuses() -> Vec<(&'static str, Vec<u8>, Vec<u8>)> {
    // A literal header that is not indexed (RFC 7541, section 6.2.2): `x` with a hundred bytes.
    let filler = [&[0, 1, b'x', 100][..], &[b'y'; 100]].concat().repeat(100);
    // Index 8 of the static table: status 200.
    let status = [0x88];
    vec![
        ("says nothing", Vec::new(), Vec::new()),
        ("begins and stops", frame(HEADERS, 0, 1, &status), Vec::new()),
        ("continues without end", frame(HEADERS, 0, 1, &status), frame(CONTINUATION, 0, 1, &filler)),
        ("continues with nothing", frame(HEADERS, 0, 1, &status), frame(CONTINUATION, 0, 1, b"")),
        ("resets each request", Vec::new(), frame(RESET, 0, 1, &[0, 0, 0, 8])),
        ("pings", Vec::new(), frame(PING, 0, 0, &[0; 8])),
        ("changes its settings", Vec::new(), frame(SETTINGS, 0, 0, &[0, 4, 0, 0, 0x40, 0])),
        ("drips an answer", frame(HEADERS, 4, 1, &status), frame(0, 0, 1, b" ")),
        ("sends empty data", frame(HEADERS, 4, 1, &status), frame(0, 0, 1, b"")),
        ("sends on streams that were not opened", Vec::new(), frame(HEADERS, 5, 2, &status)),
    ]
}

async fn abuse(mut stream: TlsStream<TcpStream>, first: &[u8], again: &[u8]) {
    let mut preface = [0; 256];
    let _ = stream.read(&mut preface).await;
    let _ = stream.write_all(&frame(SETTINGS, 0, 0, b"")).await;
    let _ = stream.read(&mut preface).await;
    if stream.write_all(first).await.is_err() {
        return;
    }
    let (mut reader, mut writer) = tokio::io::split(stream);
    let listen = async {
        let mut rest = [0; 4096];
        while reader.read(&mut rest).await.is_ok_and(|length| length > 0) {}
    };
    let talk = async {
        while !again.is_empty() && writer.write_all(again).await.is_ok() && writer.flush().await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::join!(listen, talk);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_server_does_with_http_2_the_look_ends_in_time() {
    let authority = Arc::new(Authority::new());
    let mut looks = tokio::task::JoinSet::new();
    for (mood, first, again) in abuses() {
        let authority = Arc::clone(&authority);
        looks.spawn(async move {
            let acceptor = authority.certify("127.0.0.1", &[b"h2"]);
            let server = serve(move |stream| {
                let (acceptor, first, again) = (acceptor.clone(), first.clone(), again.clone());
                async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        abuse(stream, &first, &again).await;
                    }
                }
            })
            .await;
            let mut world = world(server, Some(&authority.file), 8.0);
            let (_, took) = world.round().await;
            let summary = world.summary();
            assert_eq!(summary.verdict.word(), "unavailable", "{mood}: {summary:?}");
            assert!(summary.reason.is_some(), "{mood}");
            assert!(took < IN_TIME, "{mood}: {took:?}");
        });
    }
    looks.join_all().await;
}
