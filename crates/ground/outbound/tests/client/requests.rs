//! What a request says, and what it is answered with.

#![expect(clippy::disallowed_methods, reason = "a test measures time")]

use std::time::Duration;

use maneki_ground_outbound::{
    Client, ClientError, Condition, Destinations, Fault, Limits, Request, Settings,
};
use maneki_testkit::{FakeMirror, Wire};
use tokio::time::Instant;

use crate::world::{client, fetch, get, url};

#[tokio::test]
async fn a_request_says_who_is_asking_and_nothing_more() {
    let server = FakeMirror::start(|_| Wire::ok(b""));
    fetch(&client(Destinations::anywhere()), &url(&server, "127.0.0.1", "/a?b#c")).await.unwrap();
    let [request] = &server.requests()[..] else { panic!("one request") };
    let version = env!("CARGO_PKG_VERSION");
    let mut lines: Vec<&str> = request.head.trim_end().lines().collect();
    lines[1..].sort_unstable();
    assert_eq!(
        lines,
        [
            "GET /a?b HTTP/1.1",
            "accept: */*",
            &format!("host: 127.0.0.1:{}", server.address.port()),
            &format!("user-agent: Maneki/{version} (+https://example.org/contact)"),
        ]
    );
}

#[test]
fn a_contact_cannot_add_headers() {
    let limits = Limits { connect: Duration::ZERO, request: Duration::ZERO, linger: Duration::ZERO };
    let (contact, destinations) = ("x)\r\nHost: (y", Destinations::anywhere());
    let client = Client::new(&Settings { contact, limits, destinations, ca_file: None });
    assert!(matches!(client, Err(ClientError::Contact)));
}

#[tokio::test]
async fn a_condition_is_answered_with_304_if_nothing_changed() {
    let server = FakeMirror::start(|request| {
        if request.head.contains("if-none-match: \"one\"") {
            return Wire::with(304, &[("ETag", "\"one\"")], b"");
        }
        let date = "Sat, 28 Nov 2026 10:00:00 GMT";
        Wire::with(200, &[("ETag", "\"one\""), ("Last-Modified", date)], b"1")
    });
    let client = client(Destinations::anywhere());
    let url = url(&server, "127.0.0.1", "/");
    let first = fetch(&client, &url).await.unwrap();
    assert_eq!((first.is_unchanged(), &first.body[..]), (false, &b"1"[..]));
    assert_eq!(first.condition(), Some(Condition::Etag("\"one\"")));
    let again = client.send(&Request { condition: first.condition(), ..get(&url) }).await.unwrap();
    assert_eq!((again.is_unchanged(), &again.body[..]), (true, &b""[..]));
}

#[tokio::test]
async fn a_condition_is_the_date_if_there_is_no_entity_tag() {
    let date = "Sat, 28 Nov 2026 10:00:00 GMT";
    let long = "x".repeat(201);
    let server =
        FakeMirror::start(move |_| Wire::with(200, &[("Last-Modified", date), ("ETag", &long)], b""));
    let client = client(Destinations::anywhere());
    let url = url(&server, "127.0.0.1", "/");
    let first = fetch(&client, &url).await.unwrap();
    assert_eq!(first.condition(), Some(Condition::Modified(date)));
    client.send(&Request { condition: first.condition(), ..get(&url) }).await.unwrap();
    assert!(server.requests()[1].head.contains(&format!("if-modified-since: {date}")));
}

#[tokio::test]
async fn a_range_is_answered_with_a_part_or_with_everything() {
    let server = FakeMirror::start(|request| match request.path.as_str() {
        "/part" => Wire::with(206, &[("Content-Range", "bytes 2-4/10")], b"cde"),
        _ => Wire::ok(b"abcdefghij"),
    });
    let client = client(Destinations::anywhere());
    for (path, status, body) in [("/part", 206, &b"cde"[..]), ("/all", 200, b"abcdefghij")] {
        let url = url(&server, "127.0.0.1", path);
        let response = client.send(&Request { range: Some(2..=4), ..get(&url) }).await.unwrap();
        assert_eq!((response.status.as_u16(), &response.body[..]), (status, body));
    }
    assert!(server.requests()[0].head.contains("range: bytes=2-4\r\n"));
}

#[tokio::test]
async fn head_has_headers_and_no_body() {
    let server = FakeMirror::start(|_| Wire::ok(b"ten bytes."));
    let client = client(Destinations::anywhere());
    let url = url(&server, "127.0.0.1", "/");
    let response = client.send(&Request::head(&url, Instant::now() + Duration::from_secs(30))).await.unwrap();
    assert_eq!((response.content_length(), response.body.len()), (Some(10), 0));
    assert_eq!(server.requests()[0].method, "HEAD");
}

#[tokio::test]
async fn a_status_without_an_answer_is_a_fault() {
    for status in [204, 206, 304, 401, 404, 503] {
        let server = FakeMirror::start(move |_| Wire::status(status));
        let error =
            fetch(&client(Destinations::anywhere()), &url(&server, "127.0.0.1", "/")).await.unwrap_err();
        assert_eq!(error.fault, Fault::Status(status));
    }
}

#[tokio::test]
async fn errors_say_what_failed_where_and_no_password() {
    // A port without a listener: bound once, and given back.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let url = format!("http://user:secret@127.0.0.1:{port}/list.json?key=secret").parse().unwrap();
    let error = fetch(&client(Destinations::anywhere()), &url).await.unwrap_err();
    assert_eq!(error.to_string(), format!("http://127.0.0.1:{port}/list.json?…: the connection is refused"));
    assert!(!format!("{error:?}").contains("secret"), "{error:?}");
}
