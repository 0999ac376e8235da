//! What a server does to a fetch: how it answers, how long and how much, and where it sends us.

use std::time::Duration;

use maneki_mirror_networks::{Destinations, FetchError, Fetcher, Limits};
use tokio::time::Instant;

use crate::server::{Reply, Server};

const LIMITS: Limits = Limits { time: Duration::from_secs(5), bytes: 1000, redirects: 5 };
const HASTY: Limits = Limits { time: Duration::from_millis(200), ..LIMITS };

fn fetcher(limits: Limits) -> Fetcher {
    Fetcher::new("https://example.org/contact", limits, Destinations::anywhere()).expect("a fetcher")
}

async fn fetched(limits: Limits, reply: fn() -> Reply) -> Result<Vec<u8>, FetchError> {
    let server = Server::start(move |_| reply()).await;
    fetcher(limits).fetch(&server.url("127.0.0.1", "/list.json")).await
}

#[tokio::test]
async fn a_body_comes_as_it_is() {
    assert_eq!(fetched(LIMITS, || Reply::ok("[\"192.0.2.0/24\"]")).await.unwrap(), b"[\"192.0.2.0/24\"]");
    assert_eq!(fetched(LIMITS, || Reply::ok(vec![b'x'; 1000])).await.unwrap().len(), 1000);
}

#[tokio::test]
async fn we_say_who_we_are() {
    let server = Server::start(|head| Reply::ok(head)).await;
    let head = fetcher(LIMITS).fetch(&server.url("127.0.0.1", "/")).await.unwrap();
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let version = env!("CARGO_PKG_VERSION");
    assert!(head.contains(&format!("user-agent: maneki/{version} (+https://example.org/contact)")), "{head}");
    for unwanted in ["cookie", "accept-encoding", "referer"] {
        assert!(!head.contains(unwanted), "{head}");
    }
}

#[test]
fn a_contact_cannot_add_headers() {
    assert!(Fetcher::new("x)\r\nHost: (y", LIMITS, Destinations::anywhere()).is_err());
}

#[tokio::test]
async fn what_is_not_ok_is_no_file() {
    for (reply, expected) in [
        ((|| Reply::status("404 Not Found", "[]")) as fn() -> Reply, 404),
        (|| Reply::status("503 Service Unavailable", ""), 503),
        (|| Reply::status("206 Partial Content", "[]"), 206),
        (|| Reply::status("304 Not Modified", ""), 304),
    ] {
        let error = fetched(LIMITS, reply).await.unwrap_err();
        assert!(matches!(error, FetchError::Status { status, .. } if status == expected), "{error}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_dropped_while_it_comes() {
    let declared = fetched(LIMITS, || Reply::ok(vec![b'x'; 1001])).await;
    assert!(matches!(declared, Err(FetchError::TooLarge { limit: 1000, .. })), "{declared:?}");
    // Without an announced length, and without an end.
    let endless = fetched(LIMITS, || Reply::forever("x".repeat(100), Duration::ZERO)).await;
    assert!(matches!(endless, Err(FetchError::TooLarge { .. })), "{endless:?}");
}

#[tokio::test]
async fn a_body_that_breaks_off_is_no_file() {
    let broken = fetched(LIMITS, || Reply::cut_off("[]")).await;
    assert!(matches!(broken, Err(FetchError::Request { .. })), "{broken:?}");
}

#[tokio::test]
async fn time_runs_for_the_whole_and_not_from_byte_to_byte() {
    let start = Instant::now();
    let dripping = fetched(HASTY, || Reply::forever("x", Duration::from_millis(20))).await;
    assert!(matches!(dripping, Err(FetchError::Timeout { .. })), "{dripping:?}");
    // It would go on for ever.
    assert!(start.elapsed() < Duration::from_secs(30));
    assert!(dripping.unwrap_err().to_string().ends_with("/list.json was not there within 0.2 s"));
}

#[tokio::test]
async fn redirects_are_followed_and_have_an_end() {
    let server = Server::start(|head| match head.split(' ').nth(1) {
        Some("/old") => Reply::redirect("/deep/er"),
        Some("/deep/er") => Reply::redirect("../new"),
        Some("/new") => Reply::ok("here"),
        Some("/nowhere") => Reply::redirect("http://["),
        Some("/ftp") => Reply::redirect("ftp://example.org/list.json"),
        _ => Reply::redirect("/loop"),
    })
    .await;
    let fetcher = fetcher(LIMITS);
    let fetch = async |path| fetcher.fetch(&server.url("127.0.0.1", path)).await;
    assert_eq!(fetch("/old").await.unwrap(), b"here");
    assert!(matches!(fetch("/nowhere").await, Err(FetchError::Nowhere { .. })));
    assert!(matches!(fetch("/ftp").await, Err(FetchError::Scheme { .. })));
    let before = server.requests();
    assert!(matches!(fetch("/loop").await, Err(FetchError::Redirects { limit: 5, .. })));
    assert_eq!(server.requests() - before, 6);
}

#[tokio::test]
async fn errors_say_what_where_and_why_and_no_password() {
    // A port that nobody listens on: bound once, and given back.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let url = format!("http://user:secret@127.0.0.1:{port}/list.json?key=secret").parse().unwrap();
    let error = fetcher(LIMITS).fetch(&url).await.unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with(&format!("http://127.0.0.1:{port}/list.json?… cannot be fetched: ")), "{text}");
    assert!(text.contains("onnection refused"), "{text}");
    assert!(!format!("{text} {error:?}").contains("secret"), "{error:?}");
}
