//! Where requests for strangers go and where they do not: addresses, names, redirects, names that change.

use maneki_ground_outbound::{Destinations, Fault, NameFault, Refusal, RequestError, Response};
use maneki_testkit::{FakeMirror, Wire};

use crate::world::{Table, client, fetch, public_or_test_server, url};

/// The forbidden addresses; none if the result is another one.
fn forbidden(result: &Result<Response, RequestError>) -> Vec<String> {
    match result {
        Err(RequestError { fault: Fault::Refused(Refusal::Forbidden(forbidden)), .. }) => {
            forbidden.addresses.iter().map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn a_private_address_in_the_url_gets_no_request() {
    let server = FakeMirror::start(|_| Wire::ok(b"secret"));
    let client = client(Destinations::public_only());
    for host in ["127.0.0.1", "0x7f000001", "[::ffff:127.0.0.1]", "2130706433"] {
        let result = fetch(&client, &url(&server, host, "/")).await;
        assert_eq!(forbidden(&result).len(), 1, "{host}: {result:?}");
    }
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn a_name_with_private_addresses_gets_no_request() {
    let server = FakeMirror::start(|_| Wire::ok(b"[]"));
    let names = Table::with("list.example", &[&["127.0.0.1", "10.0.0.1"]]);
    let list = url(&server, "list.example", "/");
    let result = fetch(&client(Destinations::public_only().with_names_from(names.clone())), &list).await;
    assert_eq!(forbidden(&result), ["127.0.0.1", "10.0.0.1"]);
    let text = result.unwrap_err().to_string();
    assert_eq!(
        text,
        format!(
            "{list}: it leads to 127.0.0.1 (loopback), 10.0.0.1 (private), and only public addresses are permitted"
        )
    );
    // Names of the system too.
    let system = fetch(&client(Destinations::public_only()), &url(&server, "localhost", "/")).await;
    assert!(!forbidden(&system).is_empty(), "{system:?}");
    assert_eq!(server.requests(), []);
    // With permission, the same name leads there.
    let anywhere = client(Destinations::anywhere().with_names_from(names));
    assert_eq!(fetch(&anywhere, &list).await.unwrap().body, b"[]");
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_not_followed() {
    let secret = FakeMirror::start_on("127.0.0.2".parse().unwrap(), |_| Wire::ok(b"secret"));
    let targets = [
        url(&secret, "127.0.0.2", "/"),
        url(&secret, "[::1]", "/"),
        url(&secret, "inside.example", "/"),
        "http://169.254.169.254/latest/meta-data".parse().unwrap(),
    ];
    for target in targets {
        let to = target.to_string();
        let server = FakeMirror::start(move |_| Wire::with(302, &[("Location", &to)], b""));
        let names = Table::with("inside.example", &[&["10.0.0.1"]]);
        let destinations = Destinations::permitted_by(public_or_test_server).with_names_from(names);
        let result = fetch(&client(destinations), &url(&server, "127.0.0.1", "/")).await;
        assert_eq!(forbidden(&result).len(), 1, "{target}");
        assert_eq!(server.requests().len(), 1);
        assert!(result.unwrap_err().to_string().starts_with(target.as_str()), "{target}");
    }
    assert_eq!(secret.requests(), []);
}

#[tokio::test]
async fn a_name_that_changes_between_two_connections_gains_nothing() {
    // Public at the first lookup, private at the lookup for the redirect.
    let server = FakeMirror::start(|_| {
        let closing = [("Location", "/again"), ("Connection", "close")];
        Wire::with(302, &closing, b"")
    });
    let names = Table::with("rebinding.example", &[&["127.0.0.1"], &["127.0.0.2"]]);
    let destinations = Destinations::permitted_by(public_or_test_server).with_names_from(names.clone());
    let result = fetch(&client(destinations), &url(&server, "rebinding.example", "/")).await;
    assert_eq!(forbidden(&result), ["127.0.0.2"]);
    // One lookup for each connection: the checked addresses are the ones connected to.
    assert_eq!((names.lookups(), server.requests().len()), (2, 1));
}

#[tokio::test]
async fn a_name_with_public_and_private_addresses_leads_to_the_public_ones() {
    let server = FakeMirror::start(|_| Wire::ok(b"public"));
    let names = Table::with("mixed.example", &[&["127.0.0.2", "10.0.0.1", "127.0.0.1", "fe80::1"]]);
    let destinations = Destinations::permitted_by(public_or_test_server).with_names_from(names);
    let response = fetch(&client(destinations), &url(&server, "mixed.example", "/")).await;
    assert_eq!(response.unwrap().body, b"public");
}

#[tokio::test]
async fn an_idle_connection_is_not_used_by_a_client_that_may_not_go_there() {
    let secret = FakeMirror::start(|_| Wire::ok(b"secret"));
    let names = Table::with("inside.example", &[&["127.0.0.1"]]);
    let operator = client(Destinations::anywhere().with_names_from(names.clone()));
    let stranger = operator.with_destinations(Destinations::public_only().with_names_from(names));
    let inside = url(&secret, "inside.example", "/");
    assert!(fetch(&operator, &inside).await.is_ok());
    assert_eq!(forbidden(&fetch(&stranger, &inside).await), ["127.0.0.1"]);
    assert_eq!(secret.requests().len(), 1);
}

#[tokio::test]
async fn an_unknown_name_is_its_own_fault() {
    let names = Table::with("known.example", &[&["192.0.2.1"]]);
    let client = client(Destinations::public_only().with_names_from(names));
    let error = fetch(&client, &"http://unknown.example/".parse().unwrap()).await.unwrap_err();
    assert_eq!(error.fault, Fault::Name(NameFault::Absent));
    assert_eq!(error.to_string(), "http://unknown.example/: the host name has no address");
}
