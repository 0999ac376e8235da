//! Protocols and address families, each by itself.

use maneki_ground_outbound::Destinations;
use maneki_mirror_model::Protocol;
use maneki_testkit::FakeMirror;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::world::{PATIENT, Table, World, good, serve};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_declared_protocol_that_fails_makes_the_mirror_partial() {
    let server = FakeMirror::start(|request| good(request, 1));
    // Not TLS, whatever the URL says.
    let dumb = serve(|mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 400 So\r\n\r\n").await;
        let _ = stream.read(&mut [0; 1024]).await;
    });
    let https = format!("https://{}/linux", dumb.await);
    let urls = [("http", server.url("127.0.0.1")), ("https", https)];
    let urls = urls.each_ref().map(|(key, url)| (*key, url.as_str()));
    let mut world = World::new(&urls, PATIENT, Destinations::anywhere());
    world.round().await;
    let summary = world.summary();
    assert_eq!(summary.verdict.word(), "partial", "{summary:?}");
    assert!(summary.reason.is_some_and(|why| why.starts_with("https fails: ")));
    let main = world.health().and_then(|health| health.main()).unwrap();
    assert_eq!((main.works(Protocol::Http), main.works(Protocol::Https)), (Some(true), Some(false)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn address_families_are_separate_routes_and_the_second_costs_two_requests() {
    let v4 = FakeMirror::start(|request| good(request, 1));
    // No server listens there; the port is the same, so that both are one host and port.
    let names = Table::with("mirror.example", &[&["127.0.0.1", "::1"]]);
    let destinations = Destinations::anywhere().with_names_from(names);
    let mut world = World::new(&[("http", &v4.url("mirror.example"))], PATIENT, destinations);
    world.round().await;
    assert_eq!(world.summary().verdict.word(), "ok", "{:?}", world.summary());
    let routes = &world.health().and_then(|health| health.main()).unwrap().routes;
    let routes: Vec<(String, bool)> =
        routes.iter().map(|(route, health)| (route.to_string(), health.fault.is_none())).collect();
    assert_eq!(routes, [("http over IPv4".to_owned(), true), ("http over IPv6".to_owned(), false)]);
    assert_eq!(v4.requests().len(), 11);
}
