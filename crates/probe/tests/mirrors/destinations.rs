//! Where a probe goes, and where it does not: literals, names, redirects, names that change.

use std::net::{IpAddr, Ipv4Addr};

use maneki_model::Reach;
use maneki_outbound::Destinations;
use maneki_testkit::{FakeMirror, Wire};

use crate::world::{Names, World, good};

/// The rule for strangers, except that 127.0.0.1, where the servers of these tests are, counts as public.
fn public_or_test_server(address: IpAddr) -> bool {
    address == IpAddr::from(Ipv4Addr::LOCALHOST) || Reach::of(address).is_harmless()
}

async fn reason(url: &str, destinations: Destinations) -> String {
    let mut world = World::new(&[("http", url)], 3.0, destinations);
    world.round().await;
    let judged = world.judged();
    assert_eq!(judged.verdict.word(), "unavailable", "{judged:?}");
    judged.reason.unwrap().into()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_private_is_asked_under_any_name() {
    let secret = FakeMirror::start_on("127.0.0.2".parse().unwrap(), |_| Wire::ok(b"secret"));
    for host in ["127.0.0.2", "0x7f000002", "[::ffff:127.0.0.2]"] {
        let reason = reason(&secret.url(host), Destinations::public_only()).await;
        assert!(reason.contains("only public addresses are asked"), "{host}: {reason}");
    }
    let names = Names::with("inside.example", &[&["127.0.0.2", "10.0.0.1"]]);
    let destinations = Destinations::public_only().with_names_from(names);
    let reason = reason(&secret.url("inside.example"), destinations).await;
    assert!(reason.contains("127.0.0.2 (loopback), 10.0.0.1 (private)"), "{reason}");
    assert_eq!(secret.requests(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redirect_leads_nowhere_private() {
    let secret = FakeMirror::start_on("127.0.0.2".parse().unwrap(), |_| Wire::ok(b"secret"));
    let names = Names::with("inside.example", &[&["10.0.0.1"]]);
    for host in ["127.0.0.2", "[::1]", "inside.example", "169.254.169.254"] {
        let to = secret.url(host);
        let server = FakeMirror::start(move |_| Wire::with(302, &[("Location", &to)], b""));
        let destinations = Destinations::judged_by(public_or_test_server)
            .with_names_from(std::sync::Arc::clone(&names) as _);
        let reason = reason(&server.url("127.0.0.1"), destinations).await;
        assert!(reason.contains("only public addresses are asked"), "{host}: {reason}");
    }
    assert_eq!(secret.requests(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_changes_between_check_and_use_gains_nothing() {
    let secret = FakeMirror::start_on("127.0.0.2".parse().unwrap(), |_| Wire::ok(b"secret"));
    let names = Names::with("rebinding.example", &[&["127.0.0.1"], &["127.0.0.2"]]);
    let destinations = Destinations::judged_by(public_or_test_server).with_names_from(names);
    let reason = reason(&secret.url("rebinding.example"), destinations).await;
    assert!(reason.contains("127.0.0.2 (loopback), and only public"), "{reason}");
    assert_eq!(secret.requests(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_does_not_exist_is_told() {
    let names = Names::with("known.example", &[&["127.0.0.1"]]);
    let destinations = Destinations::anywhere().with_names_from(names);
    assert_eq!(reason("http://unknown.example/", destinations).await, "the name has no address");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_good_redirect_is_followed() {
    let elsewhere = FakeMirror::start(|request| good(request, 1));
    let to = elsewhere.url("127.0.0.1");
    let server = FakeMirror::start(move |request| {
        let path = request.path.strip_prefix("/linux").unwrap_or_default();
        Wire::with(301, &[("Location", &format!("{to}{path}"))], b"")
    });
    let mut world = World::new(&[("http", &server.url("127.0.0.1"))], 5.0, Destinations::anywhere());
    world.round().await;
    assert_eq!(world.judged().verdict.word(), "ok", "{:?}", world.judged());
    assert!(elsewhere.most_at_once() <= 2);
}
