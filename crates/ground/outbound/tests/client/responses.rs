//! Servers that send too much, too little or too slowly.

#![expect(clippy::disallowed_methods, reason = "a test measures time")]

use std::time::Duration;

use maneki_ground_outbound::{BodyFault, Destinations, Fault};
use maneki_testkit::{FakeMirror, Then, Wire};
use tokio::time::{Instant, sleep};

use crate::world::{client, fault, fetch, get, url, within};

async fn fault_of(wire: Wire) -> Fault {
    let server = FakeMirror::start(move |_| wire.clone());
    fault(&within(Duration::from_secs(1), Destinations::anywhere()), &url(&server, "127.0.0.1", "/")).await
}

fn head(more: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{more}").into_bytes()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_is_read_up_to_its_limit() {
    let server = FakeMirror::start(|_| Wire::ok(&[b'x'; 1000]));
    let body = fetch(&client(Destinations::anywhere()), &url(&server, "127.0.0.1", "/")).await.unwrap().body;
    assert_eq!(body, [b'x'; 1000]);
    // Announced, and without an end.
    let too_large = Fault::Body(BodyFault::TooLarge(1000));
    assert_eq!(fault_of(Wire::ok(&[b'x'; 1001])).await, too_large);
    assert_eq!(fault_of(Wire::raw(&head("\r\n"), Then::Pour)).await, too_large);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_response_that_does_not_end_ends_with_its_time() {
    let late = Fault::Timeout(Duration::from_secs(1));
    for wire in [
        Wire::raw(b"", Then::Hang),
        Wire::raw(&head("Content-Le"), Then::Hang),
        Wire::raw(&head("X-Drip: "), Then::Drip),
        Wire::raw(&head("\r\n"), Then::Drip),
    ] {
        assert_eq!(fault_of(wire).await, late);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadline_ends_a_request_before_its_own_limit() {
    let server = FakeMirror::start(|_| Wire::raw(b"", Then::Hang));
    let url = url(&server, "127.0.0.1", "/");
    let mut request = get(&url);
    request.deadline = Instant::now() + Duration::from_millis(300);
    let error = client(Destinations::anywhere()).send(&request).await.unwrap_err();
    assert_eq!(error.fault, Fault::Deadline);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn broken_responses_are_different_faults() {
    assert_eq!(fault_of(Wire::raw(b"", Then::Close)).await, Fault::Closed);
    assert_eq!(
        fault_of(Wire::raw(&head("Content-Length: 9\r\n\r\nhalf"), Then::Close)).await,
        BodyFault::CutOff.into()
    );
    assert!(matches!(fault_of(Wire::raw(b"220 FTP ready\r\n", Then::Close)).await, Fault::NotHttp(_)));
    assert!(matches!(fault_of(Wire::raw(&head("X-Pour: "), Then::Pour)).await, Fault::NotHttp(_)));
    let gzip = Wire::with(200, &[("Content-Encoding", "gzip")], b"packed");
    assert_eq!(fault_of(gzip).await, BodyFault::Encoded("gzip".into()).into());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_is_used_again_and_closed_when_it_stays_idle() {
    let server = FakeMirror::start(|_| Wire::ok(b"here"));
    let (client, url) = (client(Destinations::anywhere()), url(&server, "127.0.0.1", "/"));
    for _ in 0..3 {
        assert_eq!(fetch(&client, &url).await.unwrap().body, b"here");
    }
    assert_eq!(server.most_open(), 1);
    assert_eq!(server.open(), 1);
    let deadline = Instant::now() + Duration::from_secs(30);
    while server.open() > 0 {
        assert!(Instant::now() < deadline, "the idle connection stays open");
        sleep(Duration::from_millis(50)).await;
    }
}
