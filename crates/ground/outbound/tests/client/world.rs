//! A client with short limits, and what its tests share.

#![expect(clippy::disallowed_methods, reason = "a test measures time")]

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use maneki_ground_address::Reach;
use maneki_ground_outbound::{
    Client, Destinations, Fault, Limits, NameFault, Request, RequestError, Resolve, Resolving, Response,
    Settings,
};
use maneki_testkit::FakeMirror;
use tokio::time::Instant;
use url::Url;

/// Enough on every machine: no test waits until it is over.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn client(destinations: Destinations) -> Client {
    within(PATIENCE, destinations)
}

/// A client whose servers have this time for each step.
pub(crate) fn within(time: Duration, destinations: Destinations) -> Client {
    let limits = Limits { connect: time, request: time, linger: Duration::from_secs(1) };
    let contact = "https://example.org/contact";
    Client::new(&Settings { contact, limits, destinations, ca_file: None }).unwrap()
}

/// GET of at most 1,000 bytes.
pub(crate) fn get(url: &Url) -> Request<'_> {
    Request::get(url, 1000, Instant::now() + 2 * PATIENCE)
}

pub(crate) async fn fetch(client: &Client, url: &Url) -> Result<Response, RequestError> {
    client.send(&get(url)).await
}

pub(crate) async fn fault(client: &Client, url: &Url) -> Fault {
    fetch(client, url).await.unwrap_err().fault
}

pub(crate) fn url(server: &FakeMirror, host: &str, path: &str) -> Url {
    format!("http://{host}:{}{path}", server.address.port()).parse().unwrap()
}

/// The rule for strangers, except that the servers of these tests, on 127.0.0.1, count as public.
pub(crate) fn public_or_test_server(address: IpAddr) -> bool {
    address == IpAddr::from(Ipv4Addr::LOCALHOST) || Reach::from_address(address).is_harmless()
}

/// A table of names whose addresses may differ from lookup to lookup; the last ones stay.
#[derive(Default)]
pub(crate) struct Table {
    answers: Mutex<BTreeMap<&'static str, Vec<Vec<IpAddr>>>>,
    lookups: AtomicUsize,
}

impl Table {
    pub(crate) fn with(name: &'static str, answers: &[&[&str]]) -> Arc<Self> {
        let parse = |answer: &&[&str]| answer.iter().map(|text| text.parse().unwrap()).collect();
        let answers = answers.iter().map(parse).collect();
        Arc::new(Self { answers: Mutex::new([(name, answers)].into()), ..Self::default() })
    }

    pub(crate) fn lookups(&self) -> usize {
        self.lookups.load(Ordering::SeqCst)
    }
}

impl Resolve for Table {
    fn resolve<'a>(&'a self, name: &'a str) -> Resolving<'a> {
        self.lookups.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().unwrap();
        let found = answers
            .get_mut(name)
            .map(|answers| if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() });
        Box::pin(async move { found.ok_or(NameFault::Absent) })
    }
}
