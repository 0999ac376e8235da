//! Where probes go and where they do not: addresses, names, redirects, names that change.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use maneki_ground_address::Reach;
use maneki_ground_outbound::{Destinations, Names};
use maneki_mirror_health::Fault;
use maneki_mirror_model::BaseUrl;
use maneki_testkit::{FakeMirror, FakeNames, NameAnswer, Wire};

use crate::world::{PATIENT, Table, World, good, prober};

/// The rule for strangers, except that 127.0.0.1, where the servers of these tests are, counts as public.
fn public_or_test_server(address: IpAddr) -> bool {
    address == IpAddr::from(Ipv4Addr::LOCALHOST) || Reach::from_address(address).is_harmless()
}

async fn reason(url: &str, destinations: Destinations) -> String {
    let mut world = World::new(&[("http", url)], PATIENT, destinations);
    world.round().await;
    let summary = world.summary();
    assert_eq!(summary.verdict.word(), "unavailable", "{summary:?}");
    summary.reason.unwrap().into()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_private_address_gets_no_request_in_any_notation() {
    let secret = FakeMirror::start_on("127.0.0.2".parse().unwrap(), |_| Wire::ok(b"secret"));
    for host in ["127.0.0.2", "0x7f000002", "[::ffff:127.0.0.2]"] {
        let reason = reason(&secret.url(host), Destinations::public_only()).await;
        assert!(reason.contains("only public addresses"), "{host}: {reason}");
    }
    let names = Table::with("inside.example", &[&["127.0.0.2", "10.0.0.1"]]);
    let destinations = Destinations::public_only().with_names_from(names);
    let reason = reason(&secret.url("inside.example"), destinations).await;
    assert!(reason.contains("127.0.0.2 (loopback), 10.0.0.1 (private)"), "{reason}");
    assert_eq!(secret.requests(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redirect_leads_nowhere_private() {
    let secret = FakeMirror::start_on("127.0.0.2".parse().unwrap(), |_| Wire::ok(b"secret"));
    let names = Table::with("inside.example", &[&["10.0.0.1"]]);
    for host in ["127.0.0.2", "[::1]", "inside.example", "169.254.169.254"] {
        let to = secret.url(host);
        let server = FakeMirror::start(move |_| Wire::with(302, &[("Location", &to)], b""));
        let destinations =
            Destinations::permitted_by(public_or_test_server).with_names_from(Arc::clone(&names) as _);
        let reason = reason(&server.url("127.0.0.1"), destinations).await;
        assert!(reason.contains("only public addresses"), "{host}: {reason}");
    }
    assert_eq!(secret.requests(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_changes_between_check_and_use_gains_nothing() {
    let secret = FakeMirror::start_on("127.0.0.2".parse().unwrap(), |_| Wire::ok(b"secret"));
    let names = Table::with("rebinding.example", &[&["127.0.0.1"], &["127.0.0.2"]]);
    let destinations = Destinations::permitted_by(public_or_test_server).with_names_from(names);
    let reason = reason(&secret.url("rebinding.example"), destinations).await;
    assert!(reason.contains("127.0.0.2 (loopback), but only public"), "{reason}");
    assert_eq!(secret.requests(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_failure_of_a_name_has_its_own_reason() {
    let server = FakeNames::start(|name| match name {
        "gone.example" => NameAnswer::NoName,
        "tired.example" => NameAnswer::Failure,
        _ => NameAnswer::Silence,
    });
    let reason = async |name: &str, patience| {
        let names = Names::from_server(server.address, patience);
        reason(&format!("http://{name}/"), Destinations::anywhere().with_names_from(Arc::new(names))).await
    };
    let (long, short) = (Duration::from_secs(5), Duration::from_millis(300));
    assert_eq!(reason("gone.example", long).await, "the name has no address");
    assert_eq!(reason("tired.example", long).await, "the name cannot be resolved: its name servers fail");
    assert_eq!(reason("silent.example", short).await, "the name cannot be resolved: no answer in time");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_connection_of_another_prober_leads_nowhere_private() {
    let secret = FakeMirror::start(|request| good(request, 1));
    let base = BaseUrl::parse(&secret.url("inside.example")).unwrap();
    let names = Table::with("inside.example", &[&["127.0.0.1"]]);
    let operator = prober(PATIENT, Destinations::anywhere().with_names_from(Arc::clone(&names) as _));
    let stranger = operator.with_destinations(Destinations::public_only().with_names_from(names));
    assert_eq!(operator.vault(&base).await.1, Err(Fault::Status(404)));
    let asked = secret.requests().len();
    assert!(matches!(stranger.vault(&base).await.1, Err(Fault::Forbidden { .. })));
    assert_eq!(secret.requests().len(), asked);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_good_redirect_is_followed() {
    let elsewhere = FakeMirror::start(|request| good(request, 1));
    let to = elsewhere.url("127.0.0.1");
    let server = FakeMirror::start(move |request| {
        let path = request.path.strip_prefix("/linux").unwrap_or_default();
        Wire::with(301, &[("Location", &format!("{to}{path}"))], b"")
    });
    let mut world = World::new(&[("http", &server.url("127.0.0.1"))], PATIENT, Destinations::anywhere());
    world.round().await;
    assert_eq!(world.summary().verdict.word(), "ok", "{:?}", world.summary());
    assert!(elsewhere.most_at_once() <= 2);
}
