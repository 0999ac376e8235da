//! Name servers that answer, fail and stay silent.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::net::IpAddr;
use std::time::Duration;

use maneki_ground_outbound::{AddressError, Destinations, NameFault, Names, Refusal, Resolve};
use maneki_testkit::{FakeNames, NameAnswer};

const PATIENCE: Duration = Duration::from_secs(2);

fn addresses(texts: &[&str]) -> Vec<IpAddr> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[tokio::test]
async fn a_name_has_the_addresses_of_both_families() {
    let server = FakeNames::start(|name| match name {
        "both.example" => NameAnswer::Addresses(addresses(&["192.0.2.1", "192.0.2.2", "2001:db8::1"])),
        "six.example" => NameAnswer::Addresses(addresses(&["2001:db8::2"])),
        _ => NameAnswer::NoName,
    });
    let names = Names::from_server(server.address, PATIENCE);
    let mut both = names.resolve("both.example").await.unwrap();
    both.sort();
    assert_eq!(both, addresses(&["192.0.2.1", "192.0.2.2", "2001:db8::1"]));
    assert_eq!(names.resolve("six.example").await.unwrap(), addresses(&["2001:db8::2"]));
}

#[tokio::test]
async fn an_absent_name_a_failing_server_and_a_silent_server_are_different_faults() {
    let server = FakeNames::start(|name| match name {
        "gone.example" => NameAnswer::NoName,
        "bare.example" => NameAnswer::Addresses(Vec::new()),
        "tired.example" => NameAnswer::Failure,
        "shy.example" => NameAnswer::Refused,
        _ => NameAnswer::Silence,
    });
    let names = Names::from_server(server.address, PATIENCE);
    let fault = async |name| names.resolve(name).await.unwrap_err();
    assert_eq!(fault("gone.example").await, NameFault::Absent);
    assert_eq!(fault("bare.example").await, NameFault::Absent);
    assert_eq!(fault("tired.example").await, NameFault::Server);
    assert_eq!(fault("shy.example").await, NameFault::Server);
    assert_eq!(fault("silent.example").await, NameFault::Silent);
    assert_eq!(fault("no..name").await, NameFault::Absent);
}

#[tokio::test]
async fn the_hosts_file_is_read() {
    let found = Names::default().resolve("localhost").await.unwrap();
    assert!(!found.is_empty() && found.iter().all(IpAddr::is_loopback), "{found:?}");
}

#[tokio::test]
async fn a_name_that_moves_to_a_forbidden_address_leads_nowhere() {
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let server = FakeNames::start(move |_| {
        // It moves after two questions, one for each family.
        let moved = asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst) >= 2;
        NameAnswer::Addresses(addresses(&[if moved { "10.0.0.1" } else { "198.51.100.1" }]))
    });
    // Fresh resolvers, because one would remember the first answer.
    let look_up = async || {
        let names = Names::from_server(server.address, PATIENCE);
        let destinations = Destinations::public_only().with_names_from(std::sync::Arc::new(names));
        destinations.addresses(&"http://rebinding.example/".parse().unwrap()).await
    };
    assert_eq!(look_up().await, Ok(addresses(&["198.51.100.1"])));
    let Err(AddressError::Refused(Refusal::Forbidden(forbidden))) = look_up().await else {
        panic!("it moved")
    };
    assert_eq!(forbidden.addresses, addresses(&["10.0.0.1"]));
}
