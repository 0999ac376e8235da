//! From a URL to networks, and the last good copy that stays in use after a failure.

#![expect(clippy::disallowed_methods, reason = "a test reads and writes files")]
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use maneki_ground_outbound::{self as outbound, Client, Destinations, Settings};
use maneki_mirror_model::CloudProvider;
use maneki_mirror_networks::{
    Accepted, Fetcher, LastGood, Limits, LoadCopyError, Networks, RefreshError, Rejected, RestoreError,
    Source,
};
use maneki_testkit::{FakeMirror, Wire};
use url::Url;

const GCP: CloudProvider = CloudProvider::Gcp;

/// A server whose one file can be changed.
fn changing(first: impl Into<Vec<u8>>) -> (FakeMirror, Arc<Mutex<Vec<u8>>>) {
    let body = Arc::new(Mutex::new(first.into()));
    let served = Arc::clone(&body);
    (FakeMirror::start(move |_| Wire::ok(&served.lock().unwrap())), body)
}

fn url(server: &FakeMirror, path: &str) -> Url {
    format!("http://127.0.0.1:{}{path}", server.address.port()).parse().unwrap()
}

fn client(destinations: Destinations) -> Client {
    let time = Duration::from_secs(30);
    let limits = outbound::Limits { connect: time, request: time, linger: Duration::ZERO };
    Client::new(&Settings { contact: "https://example.org", limits, destinations, ca_file: None }).unwrap()
}

fn networks(state: &Path) -> Networks {
    Networks::new(state, &client(Destinations::anywhere()))
}

/// A file of Google's shape with this many networks.
fn ranges(count: u8) -> String {
    let row = |number: u8| format!(r#"{{"ipv4Prefix": "192.0.2.{number}/32", "scope": "test-west1"}}"#);
    format!(r#"{{"prefixes": [{}]}}"#, (0..count).map(row).collect::<Vec<_>>().join(","))
}

/// The only file in `networks/` of the state folder.
#[expect(clippy::disallowed_methods, reason = "the test reads the state folder")]
fn only_copy(state: &Path) -> std::path::PathBuf {
    let entries = std::fs::read_dir(state.join("networks")).expect("the folder was made");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    assert_eq!(paths.len(), 1, "{paths:?}");
    paths.remove(0)
}

#[expect(clippy::disallowed_methods, reason = "the test damages the state folder")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("the file can be written");
}

#[tokio::test]
async fn the_last_good_list_survives_failures_and_restarts() {
    let state = tempfile::tempdir().unwrap();
    let (server, body) = changing(r#"["198.51.100.0/24", "192.0.2.0/24", "x"]"#);
    let url = url(&server, "/list.json");
    let networks = networks(state.path());
    assert!(matches!(
        networks.last_good().restore_subnets(&url),
        Err(RestoreError::LoadCopyError(LoadCopyError::Missing { .. }))
    ));
    let Accepted { reading, not_saved } = networks.refresh_subnets(&url).await.unwrap();
    assert_eq!((reading.networks.len(), reading.skipped, not_saved), (2, 1, None));

    for bad in ["<html>Log in</html>", "", "{}", r#"["0.0.0.0/0"]"#] {
        *body.lock().unwrap() = bad.into();
        let error = networks.refresh_subnets(&url).await.unwrap_err();
        assert!(matches!(error, RefreshError::Rejected(Rejected::Subnets { .. })), "{error}");
        assert!(error.to_string().starts_with(url.as_str()), "{error}");
    }

    let after_restart = LastGood::new(state.path());
    assert_eq!(after_restart.restore_subnets(&url), Ok(reading));
    // Another list of the same server has no copy yet.
    assert!(after_restart.restore_subnets(&url.join("other.json").unwrap()).is_err());
}

#[tokio::test]
async fn a_cloud_that_more_than_halves_is_rejected() {
    let state = tempfile::tempdir().unwrap();
    let (server, body) = changing(ranges(10));
    let source = Source::from(url(&server, "/cloud.json"));
    let networks = networks(state.path());
    let refresh = async |count| {
        *body.lock().unwrap() = ranges(count).into();
        networks.refresh_cloud(GCP, &source).await.map(|accepted| accepted.reading.networks.network_count())
    };
    assert_eq!(refresh(10).await, Ok(10));
    let error = refresh(4).await.unwrap_err();
    assert!(matches!(error, RefreshError::Rejected(Rejected::Shrunk { before: 10, now: 4, .. })), "{error}");
    let copy = only_copy(state.path());
    assert!(error.to_string().contains("4 networks, less than half of the last 10;"), "{error}");
    assert!(error.to_string().ends_with(&format!("delete {}", copy.display())), "{error}");
    let last = networks.last_good().restore_cloud(GCP, &source).unwrap();
    assert_eq!(last.networks.network_count(), 10);

    // Exactly half is accepted, and a copy that the operator deletes is forgotten.
    assert_eq!(refresh(5).await, Ok(5));
    std::fs::remove_file(copy).unwrap();
    assert_eq!(refresh(1).await, Ok(1));
}

#[tokio::test]
async fn a_damaged_copy_is_not_used_and_is_replaced() {
    let state = tempfile::tempdir().unwrap();
    let (server, _body) = changing(ranges(3));
    let source = Source::from(url(&server, "/cloud.json"));
    let networks = networks(state.path());
    networks.refresh_cloud(GCP, &source).await.unwrap();
    write(&only_copy(state.path()), "{\"layout\":1");
    let error = networks.last_good().restore_cloud(GCP, &source).unwrap_err();
    assert!(matches!(error, RestoreError::LoadCopyError(LoadCopyError::Damaged { .. })), "{error}");
    assert_eq!(networks.refresh_cloud(GCP, &source).await.unwrap().reading.networks.network_count(), 3);
    assert!(networks.last_good().restore_cloud(GCP, &source).is_ok());
}

#[tokio::test]
async fn a_copy_of_another_source_is_not_compared_with() {
    let state = tempfile::tempdir().unwrap();
    let (server, body) = changing(ranges(10));
    let networks = networks(state.path());
    let source = |path| Source::from(url(&server, path));
    networks.refresh_cloud(GCP, &source("/all.json")).await.unwrap();
    *body.lock().unwrap() = ranges(1).into();
    networks.refresh_cloud(GCP, &source("/mine.json")).await.unwrap();
    let error = networks.last_good().restore_cloud(GCP, &source("/all.json")).unwrap_err();
    assert!(matches!(error, RestoreError::LoadCopyError(LoadCopyError::OfAnother { .. })), "{error}");
}

#[tokio::test]
async fn a_local_file_is_accepted_or_rejected_like_a_fetched_one() {
    let state = tempfile::tempdir().unwrap();
    let path = state.path().join("gcp.json");
    let source = Source::File(path.clone());
    let networks = networks(state.path());
    let error = networks.refresh_cloud(GCP, &source).await.unwrap_err().to_string();
    assert!(error.starts_with(&format!("cannot read {}: ", path.display())), "{error}");
    write(&path, &ranges(2));
    assert!(networks.refresh_cloud(GCP, &source).await.is_ok());
    write(&path, "<html>");
    assert!(networks.last_good().read_cloud_file(GCP, &path).is_err());
    assert_eq!(networks.last_good().restore_cloud(GCP, &source).unwrap().networks.network_count(), 2);
}

#[tokio::test]
async fn good_networks_are_used_even_if_they_cannot_be_saved() {
    let state = tempfile::tempdir().unwrap();
    // A file where the folder should be.
    write(&state.path().join("networks"), "");
    let (server, _body) = changing(r#"["192.0.2.0/24"]"#);
    let url = url(&server, "/list.json");
    let accepted = networks(state.path()).refresh_subnets(&url).await.unwrap();
    assert_eq!(accepted.reading.networks.len(), 1);
    assert!(accepted.not_saved.unwrap().to_string().starts_with("cannot save the copy "));
}

#[tokio::test]
async fn the_operators_urls_may_be_private_and_those_of_strangers_may_not() {
    let state = tempfile::tempdir().unwrap();
    let (server, _body) = changing(ranges(1));
    let networks = Networks::new(state.path(), &client(Destinations::public_only()));
    let url = url(&server, "/file.json");
    assert!(networks.refresh_cloud(GCP, &Source::from(url.clone())).await.is_ok());
    let error = networks.refresh_subnets(&url).await.unwrap_err();
    assert!(matches!(error, RefreshError::Fetch(_)), "{error}");
}

#[tokio::test]
async fn each_kind_of_file_has_its_own_limits() {
    let state = tempfile::tempdir().unwrap();
    let (server, _body) = changing(" ".repeat(2000));
    let fetcher = |bytes| {
        let limits = Limits { time: Duration::from_secs(30), bytes };
        Fetcher::new(client(Destinations::anywhere()), limits)
    };
    let networks = Networks::with_fetchers(fetcher(3000), fetcher(1000), LastGood::new(state.path()));
    let url = url(&server, "/file.json");
    let cloud = networks.refresh_cloud(GCP, &Source::from(url.clone())).await;
    assert!(matches!(cloud, Err(RefreshError::Rejected(_))), "{cloud:?}");
    let list = networks.refresh_subnets(&url).await;
    assert!(matches!(list, Err(RefreshError::Fetch(_))), "{list:?}");
}

#[tokio::test]
async fn a_slow_file_fails_with_its_limit_of_time() {
    let server = FakeMirror::start(|_| Wire::raw(b"", maneki_testkit::Then::Hang));
    let limits = Limits { time: Duration::from_millis(200), bytes: 1000 };
    let fetcher = Fetcher::new(client(Destinations::anywhere()), limits);
    let error = fetcher.fetch(&url(&server, "/list.json")).await.unwrap_err();
    let (fault, url) = ("no complete response within 0.2 s", url(&server, "/list.json"));
    assert_eq!(error.to_string(), format!("{url}: {fault}"));
}
