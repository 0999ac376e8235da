//! Names and their servers, in every mood.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::net::IpAddr;
use std::time::Duration;

use maneki_ground_outbound::dns::Resolve;
use maneki_ground_outbound::{Destinations, Forbidden, NameFault, Names};
use maneki_testkit::{FakeNames, NameAnswer};

const PATIENCE: Duration = Duration::from_secs(2);

async fn look_up(
    names: &dyn Resolve,
    name: &str,
) -> Result<Vec<IpAddr>, Box<dyn std::error::Error + Send + Sync>> {
    let found = names.resolve(name.parse().unwrap()).await?;
    Ok(found.map(|address| address.ip()).collect())
}

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
    let mut both = look_up(&names, "both.example").await.unwrap();
    both.sort();
    assert_eq!(both, addresses(&["192.0.2.1", "192.0.2.2", "2001:db8::1"]));
    assert_eq!(look_up(&names, "six.example").await.unwrap(), addresses(&["2001:db8::2"]));
}

#[tokio::test]
async fn the_ways_in_which_a_name_can_fail_are_told_apart() {
    let server = FakeNames::start(|name| match name {
        "gone.example" => NameAnswer::NoName,
        "bare.example" => NameAnswer::Addresses(Vec::new()),
        "tired.example" => NameAnswer::Failure,
        "shy.example" => NameAnswer::Refused,
        _ => NameAnswer::Silence,
    });
    let names = Names::from_server(server.address, PATIENCE);
    let fault = async |name| *look_up(&names, name).await.unwrap_err().downcast::<NameFault>().unwrap();
    assert_eq!(fault("gone.example").await, NameFault::Absent);
    assert_eq!(fault("bare.example").await, NameFault::Absent);
    assert_eq!(fault("tired.example").await, NameFault::Server);
    assert_eq!(fault("shy.example").await, NameFault::Server);
    assert_eq!(fault("silent.example").await, NameFault::Silent);
    assert_eq!(fault("no..name").await, NameFault::Absent);
}

#[tokio::test]
async fn the_hosts_file_counts() {
    let found = look_up(&Names::default(), "localhost").await.unwrap();
    assert!(!found.is_empty() && found.iter().all(IpAddr::is_loopback), "{found:?}");
}

#[tokio::test]
async fn a_name_of_forbidden_addresses_leads_nowhere_whatever_it_said_before() {
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let server = FakeNames::start(move |_| {
        // Two questions for the addresses of both families, and then it has moved.
        let moved = asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst) >= 2;
        NameAnswer::Addresses(addresses(&[if moved { "10.0.0.1" } else { "198.51.100.1" }]))
    });
    let fresh = || {
        Destinations::public_only()
            .with_names_from(std::sync::Arc::new(Names::from_server(server.address, PATIENCE)))
    };
    let before = look_up(&*fresh().resolver(), "rebinding.example").await.unwrap();
    assert_eq!(before, addresses(&["198.51.100.1"]));
    let after = look_up(&*fresh().resolver(), "rebinding.example").await.unwrap_err();
    assert_eq!(after.downcast::<Forbidden>().unwrap().addresses, addresses(&["10.0.0.1"]));
}
