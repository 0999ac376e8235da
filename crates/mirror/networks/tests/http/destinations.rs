//! Where a fetch for strangers goes, and where it does not: literals, names, redirects, names that change.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use maneki_ground_address::Reach;
use maneki_mirror_networks::dns::{Addrs, Name, Resolve, Resolving};
use maneki_mirror_networks::{Destinations, FetchError, Fetcher, Limits};

use crate::server::{Reply, Server};

const LIMITS: Limits = Limits { time: Duration::from_secs(5), bytes: 1000, redirects: 5 };

/// A table of names whose answers may differ from question to question; the last one stays.
#[derive(Default)]
struct Names {
    answers: Mutex<BTreeMap<&'static str, Vec<Vec<&'static str>>>>,
    questions: AtomicUsize,
}

impl Names {
    fn with(answers: &[(&'static str, &[&[&'static str]])]) -> Arc<Self> {
        let lists = |lists: &[&[&'static str]]| lists.iter().map(|list| list.to_vec()).collect();
        let answers = answers.iter().map(|(name, answers)| (*name, lists(answers))).collect();
        Arc::new(Self { answers: Mutex::new(answers), ..Self::default() })
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        self.questions.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().expect("no test panics while it holds the table");
        let found = answers
            .get_mut(name.as_str())
            .map(|answers| if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() });
        Box::pin(async move {
            let addresses = found.ok_or("there is no such name")?;
            let parse = |text: &str| Ok(SocketAddr::new(text.parse()?, 0));
            let addresses = addresses.into_iter().map(parse);
            let addresses = addresses.collect::<Result<Vec<_>, std::net::AddrParseError>>()?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// The rule for strangers, except that the server of these tests, on loopback, counts as public.
fn public_or_test_server(address: IpAddr) -> bool {
    address == IpAddr::from(Ipv4Addr::LOCALHOST) || Reach::from_address(address).is_harmless()
}

fn fetcher(destinations: Destinations) -> Fetcher {
    Fetcher::new("https://example.org", LIMITS, destinations).expect("a fetcher")
}

/// The addresses that were refused; none if something else came of it.
fn forbidden(result: &Result<Vec<u8>, FetchError>) -> Vec<String> {
    match result {
        Err(FetchError::Forbidden { forbidden, .. }) => {
            forbidden.addresses.iter().map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn a_private_address_in_the_url_is_not_asked() {
    let server = Server::start(|_| Reply::ok("[]")).await;
    let fetcher = fetcher(Destinations::public_only());
    for host in ["127.0.0.1", "0x7f000001", "[::ffff:127.0.0.1]", "2130706433"] {
        let result = fetcher.fetch(&server.url(host, "/")).await;
        assert_eq!(forbidden(&result).len(), 1, "{host}: {result:?}");
    }
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn a_name_of_a_private_address_is_not_asked() {
    let server = Server::start(|_| Reply::ok("[]")).await;
    let names = Names::with(&[("list.example", &[&["127.0.0.1", "10.0.0.1"]])]);
    let url = server.url("list.example", "/");
    let result = fetcher(Destinations::public_only().with_names_from(names.clone())).fetch(&url).await;
    assert_eq!(forbidden(&result), ["127.0.0.1", "10.0.0.1"]);
    let text = result.unwrap_err().to_string();
    assert!(
        text.contains("is not fetched: it leads to 127.0.0.1 (loopback), 10.0.0.1 (private), and only"),
        "{text}"
    );
    // The system's own names as well.
    let system = fetcher(Destinations::public_only()).fetch(&server.url("localhost", "/")).await;
    assert!(!forbidden(&system).is_empty(), "{system:?}");
    assert_eq!(server.requests(), 0);
    // Allowed, the same name leads there.
    let anywhere = fetcher(Destinations::anywhere().with_names_from(names));
    assert_eq!(anywhere.fetch(&url).await.unwrap(), b"[]");
}

#[tokio::test]
async fn a_redirect_leads_nowhere_private() {
    let secret = Server::start(|_| Reply::ok("secret")).await;
    let targets = [
        secret.url("127.0.0.2", "/"),
        secret.url("[::1]", "/"),
        secret.url("internal.example", "/"),
        "http://169.254.169.254/latest/meta-data".parse().unwrap(),
    ];
    for target in targets {
        let to = target.to_string();
        let server = Server::start(move |_| Reply::redirect(&to)).await;
        let names = Names::with(&[("internal.example", &[&["10.0.0.1"]])]);
        let destinations = Destinations::judged_by(public_or_test_server).with_names_from(names);
        let result = fetcher(destinations).fetch(&server.url("127.0.0.1", "/")).await;
        assert_eq!(forbidden(&result).len(), 1, "{target}");
        assert_eq!(server.requests(), 1);
        assert!(result.unwrap_err().to_string().starts_with(target.as_str()), "{target}");
    }
    assert_eq!(secret.requests(), 0);
}

#[tokio::test]
async fn a_name_that_changes_gains_nothing() {
    // Public when it is asked first, private when it is asked again after the redirect.
    let server = Server::start(|_| Reply::redirect("/again")).await;
    let names = Names::with(&[("rebinding.example", &[&["127.0.0.1"], &["10.0.0.1"]])]);
    let destinations = Destinations::judged_by(public_or_test_server).with_names_from(names.clone());
    let result = fetcher(destinations).fetch(&server.url("rebinding.example", "/")).await;
    assert_eq!(forbidden(&result), ["10.0.0.1"]);
    // One question a connection: what was judged is what was connected to.
    assert_eq!((names.questions.load(Ordering::SeqCst), server.requests()), (2, 1));
}

#[tokio::test]
async fn of_a_mixed_answer_only_the_public_part_is_used() {
    let server = Server::start(|_| Reply::ok("public")).await;
    let names = Names::with(&[("mixed.example", &[&["127.0.0.2", "10.0.0.1", "127.0.0.1", "fe80::1"]])]);
    let destinations = Destinations::judged_by(public_or_test_server).with_names_from(names);
    assert_eq!(fetcher(destinations).fetch(&server.url("mixed.example", "/")).await.unwrap(), b"public");
}

#[tokio::test]
async fn an_unknown_name_is_a_failure_of_its_own() {
    let url = "http://unknown.example/".parse().unwrap();
    let destinations = Destinations::public_only().with_names_from(Names::with(&[]));
    let text = fetcher(destinations).fetch(&url).await.unwrap_err().to_string();
    assert!(text.starts_with("http://unknown.example/ cannot be fetched: "), "{text}");
    assert!(text.ends_with("there is no such name"), "{text}");
}
