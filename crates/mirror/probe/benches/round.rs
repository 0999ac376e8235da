//! A first round of checks beside a straight loop of the same HTTP client with the same limits: the same files
//! of the same mirrors, with the same headers, two connections to each, and nothing done with what comes back.
//!
//! `cargo bench -p maneki-mirror-probe --bench round -- REGISTRY`, where REGISTRY is that of a farm that is being
//! served. The two take turns, so that whatever else the machine does hits both.

#![expect(clippy::disallowed_methods, reason = "a test measures time")]
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement, for people to read")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use maneki_ground_outbound::{Client, Destinations, Settings};
use maneki_mirror_health::{HealthTable, Policy, Reference, Terms, advance, plan};
use maneki_mirror_model::{BaseUrl, Protocol};
use maneki_mirror_probe::{Limits, Prober, ReferenceTree};
use maneki_mirror_registry::{Registry, SourceTree, Tree, parse};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;
use url::{Position, Url};

const TURNS: usize = 3;

/// As long as that of a prober, for servers read it too.
const INTRODUCTION: &str = "Maneki/0.1.0 (+https://example.org/)";

fn main() {
    // Cargo adds `--bench`.
    let Some(folder) = std::env::args().skip(1).find(|word| !word.starts_with("--")) else {
        println!("no registry is named, so nothing is measured");
        return;
    };
    let tree = SourceTree::read(Path::new(&folder)).unwrap();
    let registry = parse(&tree, maneki_mirror_registry::ParseOptions { allow_private_addresses: true })
        .registry
        .unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for _ in 0..TURNS {
        let (requests, took) = runtime.block_on(straight(&registry));
        show("straight loop", requests, took);
        let (requests, took) = runtime.block_on(round(&registry));
        show("first round  ", requests, took);
    }
}

fn show(what: &str, requests: usize, took: Duration) {
    #[expect(clippy::cast_precision_loss, reason = "a rate, for people to read")]
    let rate = requests as f64 / took.as_secs_f64();
    println!("{what}  {requests} requests in {:.1} s: {rate:.0}/s", took.as_secs_f64());
}

/// The round, as `maneki mirror check` does it.
async fn round(registry: &Registry) -> (usize, Duration) {
    let policy = Policy::new(registry.catalog.allowed_outdate, Duration::from_mins(15));
    let limits = Limits::within(Duration::from_mins(1));
    let settings = Settings {
        contact: "https://example.org/",
        limits: limits.request,
        destinations: Destinations::anywhere(),
        ca_file: None,
    };
    let prober = Prober::new(Client::new(&settings).unwrap(), limits);
    let mut reference = Reference::default();
    let expected = maneki_mirror_health::Expected::from_catalog(&registry.catalog, &reference);
    let first = ReferenceTree::Web(bases(registry).next().unwrap().clone());
    first
        .read(&prober, expected.holdings(&Tree::Main), &mut reference, policy.allowed_outdate)
        .await
        .unwrap();
    let before = prober.requests();

    let start = Instant::now();
    let planned = plan(registry, &HealthTable::new(), &reference, &policy, Timestamp::now());
    let mut table = HealthTable::new();
    let seen = |report: maneki_mirror_health::Report| {
        let now = Timestamp::now();
        let terms = Terms { expected: &planned.expected, reference: &reference, policy: &policy, now };
        table.insert(report.mirror.clone(), Arc::new(advance(None, Some(&report), terms)));
    };
    prober.round(planned.looks, seen).await;
    (prober.requests() - before, start.elapsed())
}

/// The mirrors that a round asks, by their first URL of plain HTTP.
fn bases(registry: &Registry) -> impl Iterator<Item = &BaseUrl> {
    let public = registry.mirrors.values().filter(|mirror| !mirror.private);
    public.filter_map(|mirror| mirror.urls.get(Protocol::Http))
}

async fn straight(registry: &Registry) -> (usize, Duration) {
    let holdings = registry.catalog.holdings();
    let paths =
        holdings.iter().filter(|one| one.tree == Tree::Main).map(maneki_mirror_registry::Holding::repomd);
    let paths: Arc<[String]> = std::iter::once("TIME".to_owned()).chain(paths).collect();
    let places = Arc::new(Semaphore::new(Limits::MIRRORS));
    let requests = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let mut mirrors = JoinSet::new();
    for base in bases(registry) {
        let (base, paths) = (base.as_str().trim_end_matches('/').to_owned(), Arc::clone(&paths));
        let (places, requests) = (Arc::clone(&places), Arc::clone(&requests));
        mirrors.spawn(async move {
            let _place = places.acquire_owned().await.unwrap();
            let next = AtomicUsize::new(0);
            let fetch = || fetch(&base, &paths, &next, &requests);
            tokio::join!(fetch(), fetch());
        });
    }
    mirrors.join_all().await;
    (requests.load(Ordering::Relaxed), start.elapsed())
}

/// One connection, for as long as there is something to ask.
async fn fetch(base: &str, paths: &[String], next: &AtomicUsize, requests: &AtomicUsize) {
    let url: Url = base.parse().unwrap();
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let stream = TcpStream::connect(host).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    let connection = tokio::spawn(connection);
    while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
        let path = format!("{}/{path}", url.path().trim_end_matches('/'));
        let request = Request::get(path)
            .header(header::HOST, host)
            .header(header::USER_AGENT, INTRODUCTION)
            .header(header::ACCEPT, "*/*")
            .body(Empty::<Bytes>::new())
            .unwrap();
        sender.ready().await.unwrap();
        let answer = sender.send_request(request).await.unwrap();
        requests.fetch_add(1, Ordering::Relaxed);
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        std::hint::black_box(body);
    }
    connection.abort();
}
