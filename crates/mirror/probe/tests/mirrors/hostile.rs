//! Servers that do what they can to hold a slot, to fill the memory, or to crash the prober.

use maneki_ground_outbound::Destinations;
use maneki_testkit::{FakeMirror, Then, Wire};

use crate::world::{IN_TIME, PATIENT, World, good};

/// What the server does, a part of the expected reason, and the bytes.
fn moods() -> Vec<(&'static str, &'static str, Wire)> {
    let ok = b"HTTP/1.1 200 OK\r\n";
    let head = |more: &str| [ok, more.as_bytes()].concat();
    let many = "X-Filler: 0123456789\r\n".repeat(60_000);
    vec![
        ("says nothing", "no complete answer", Wire::raw(b"", Then::Hang)),
        ("stops in the head", "no complete answer", Wire::raw(b"HTTP/1.1 200 OK\r\nContent-Le", Then::Hang)),
        (
            "stops in the body",
            "no complete answer",
            Wire::raw(&head("Content-Length: 99\r\n\r\n<"), Then::Hang),
        ),
        ("drips a head", "no complete answer", Wire::raw(&head("X-Drip: "), Then::Drip)),
        ("drips a body", "no complete answer", Wire::raw(&head("\r\n"), Then::Drip)),
        ("pours a head", "not valid HTTP", Wire::raw(&head("X-Pour: "), Then::Pour)),
        ("pours a body", "larger than", Wire::raw(&head("\r\n"), Then::Pour)),
        (
            "promises a huge body",
            "larger than",
            Wire::raw(&head("Content-Length: 9999999999\r\n\r\n"), Then::Pour),
        ),
        ("sends a heap of headers", "not valid HTTP", Wire::raw(&head(&format!("{many}\r\n")), Then::Close)),
        ("closes", "closed without an answer", Wire::raw(b"", Then::Close)),
        ("cuts off", "cut off", Wire::raw(&head("Content-Length: 64\r\n\r\n<repomd>"), Then::Close)),
        ("speaks FTP", "not valid HTTP", Wire::raw(b"220 FTP server ready\r\n", Then::Close)),
        ("packs", "encoded as gzip", Wire::with(200, &[("Content-Encoding", "gzip")], b"\x1f\x8b")),
        ("turns in circles", "form a loop", Wire::with(302, &[("Location", "")], b"")),
        (
            "redirects to nowhere",
            "not an http or https URL",
            Wire::with(302, &[("Location", "ftp://example.org/")], b""),
        ),
        ("redirects without a target", "not an http or https URL", Wire::status(302)),
        ("answers 304 unasked", "status 304", Wire::status(304)),
        ("has nothing", "status 404", Wire::status(404)),
        ("is tired", "status 503", Wire::status(503)),
        ("shows a page", "web page", Wire::ok(b"<!DOCTYPE html><title>It works!</title>")),
        ("shows nothing", "empty", Wire::ok(b"")),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_server_does_the_look_ends_in_time_and_says_why() {
    let mut looks = tokio::task::JoinSet::new();
    for (mood, reason, wire) in moods() {
        looks.spawn(async move {
            let server = FakeMirror::start(move |_| wire.clone());
            let mut world = World::new(&[("http", &server.url("127.0.0.1"))], 10.0, Destinations::anywhere());
            let (_, took) = world.round().await;
            let summary = world.summary();
            assert_eq!(summary.verdict.word(), "unavailable", "{mood}: {summary:?}");
            assert!(summary.reason.as_ref().is_some_and(|why| why.contains(reason)), "{mood}: {summary:?}");
            assert!(summary.url.is_some(), "{mood}");
            assert!(took < IN_TIME, "{mood}: {took:?}");
            assert!(server.most_at_once() <= 2, "{mood}");
        });
    }
    looks.join_all().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_only_fails_is_soon_left_alone() {
    let server = FakeMirror::start(|_| Wire::status(503));
    let mut world = World::new(&[("http", &server.url("127.0.0.1"))], PATIENT, Destinations::anywhere());
    world.round().await;
    assert!(server.requests().len() <= 8, "{}", server.requests().len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stops_halfway_keeps_what_it_has_shown() {
    let server = FakeMirror::start(|request| {
        if request.path.contains("/BaseOS/") { Wire::raw(b"", Then::Hang) } else { good(request, 1) }
    });
    let mut world = World::new(&[("http", &server.url("127.0.0.1"))], 6.0, Destinations::anywhere());
    let (_, took) = world.round().await;
    assert!(took < IN_TIME, "{took:?}");
    assert_eq!(world.summary().verdict.word(), "partial", "{:?}", world.summary());
    let states = world.health().and_then(|health| health.main()).unwrap().repositories.values();
    let good = states.filter(|condition| condition.state.is_served()).count();
    assert_eq!(good, 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_hiccup_is_forgiven() {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server =
        FakeMirror::start(move |request| match count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
            3 | 7 => Wire::status(500),
            _ => good(request, 1),
        });
    let mut world = World::new(&[("http", &server.url("127.0.0.1"))], PATIENT, Destinations::anywhere());
    world.round().await;
    assert_eq!(world.summary().verdict.word(), "ok", "{:?}", world.summary());
}
