//! From a URL to networks, and what stays when that fails: the last good copy.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use maneki_mirror_model::CloudProvider;
use maneki_mirror_networks::{
    Accepted, Destinations, Fetcher, LastGood, Limits, LoadCopyError, Networks, RefreshError, Rejected,
    RestoreError, Source,
};

use crate::server::{Reply, Server};

const GCP: CloudProvider = CloudProvider::Gcp;

/// A server whose one file can be changed.
async fn changing(first: impl Into<Vec<u8>>) -> (Server, Arc<Mutex<Vec<u8>>>) {
    let body = Arc::new(Mutex::new(first.into()));
    let served = Arc::clone(&body);
    let server = Server::start(move |_| Reply::ok(served.lock().expect("never poisoned").clone())).await;
    (server, body)
}

fn networks(state: &Path) -> Networks {
    Networks::new(state, "https://example.org", true).expect("a fetcher")
}

/// A file of Google's shape with this many networks.
fn ranges(count: u8) -> String {
    let row = |number: u8| format!(r#"{{"ipv4Prefix": "192.0.2.{number}/32", "scope": "test-west1"}}"#);
    format!(r#"{{"prefixes": [{}]}}"#, (0..count).map(row).collect::<Vec<_>>().join(","))
}

/// The only file in `networks/` of the state folder.
#[expect(clippy::disallowed_methods, reason = "a test looks at what was written")]
fn only_copy(state: &Path) -> std::path::PathBuf {
    let entries = std::fs::read_dir(state.join("networks")).expect("the folder was made");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    assert_eq!(paths.len(), 1, "{paths:?}");
    paths.remove(0)
}

#[expect(clippy::disallowed_methods, reason = "a test damages what was written")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("the file can be written");
}

#[tokio::test]
async fn the_last_good_list_survives_failures_and_restarts() {
    let state = tempfile::tempdir().unwrap();
    let (server, body) = changing(r#"["198.51.100.0/24", "192.0.2.0/24", "x"]"#).await;
    let url = server.url("127.0.0.1", "/list.json");
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
async fn a_cloud_that_halves_is_not_believed() {
    let state = tempfile::tempdir().unwrap();
    let (server, body) = changing(ranges(10)).await;
    let source = Source::from(server.url("127.0.0.1", "/cloud.json"));
    let networks = networks(state.path());
    let refresh = async |count| {
        *body.lock().unwrap() = ranges(count).into();
        networks.refresh_cloud(GCP, &source).await.map(|accepted| accepted.reading.networks.network_count())
    };
    assert_eq!(refresh(10).await, Ok(10));
    let error = refresh(4).await.unwrap_err();
    assert!(matches!(error, RefreshError::Rejected(Rejected::Shrunk { before: 10, now: 4, .. })), "{error}");
    let copy = only_copy(state.path());
    assert!(error.to_string().contains("only 4 networks, where there were 10;"), "{error}");
    assert!(error.to_string().ends_with(&format!("delete {}", copy.display())), "{error}");
    let last = networks.last_good().restore_cloud(GCP, &source).unwrap();
    assert_eq!(last.networks.network_count(), 10);

    // By half is not by more than half; and what the operator deletes is forgotten.
    assert_eq!(refresh(5).await, Ok(5));
    std::fs::remove_file(copy).unwrap();
    assert_eq!(refresh(1).await, Ok(1));
}

#[tokio::test]
async fn a_damaged_copy_is_none_and_is_replaced() {
    let state = tempfile::tempdir().unwrap();
    let (server, _body) = changing(ranges(3)).await;
    let source = Source::from(server.url("127.0.0.1", "/cloud.json"));
    let networks = networks(state.path());
    networks.refresh_cloud(GCP, &source).await.unwrap();
    write(&only_copy(state.path()), "{\"layout\":1");
    let error = networks.last_good().restore_cloud(GCP, &source).unwrap_err();
    assert!(matches!(error, RestoreError::LoadCopyError(LoadCopyError::Damaged { .. })), "{error}");
    assert_eq!(networks.refresh_cloud(GCP, &source).await.unwrap().reading.networks.network_count(), 3);
    assert!(networks.last_good().restore_cloud(GCP, &source).is_ok());
}

#[tokio::test]
async fn a_copy_of_another_source_is_no_measure() {
    let state = tempfile::tempdir().unwrap();
    let (server, body) = changing(ranges(10)).await;
    let networks = networks(state.path());
    let source = |path| Source::from(server.url("127.0.0.1", path));
    networks.refresh_cloud(GCP, &source("/all.json")).await.unwrap();
    *body.lock().unwrap() = ranges(1).into();
    networks.refresh_cloud(GCP, &source("/mine.json")).await.unwrap();
    let error = networks.last_good().restore_cloud(GCP, &source("/all.json")).unwrap_err();
    assert!(matches!(error, RestoreError::LoadCopyError(LoadCopyError::OfAnother { .. })), "{error}");
}

#[tokio::test]
async fn a_local_file_is_read_and_judged_like_a_fetched_one() {
    let state = tempfile::tempdir().unwrap();
    let path = state.path().join("gcp.json");
    let source = Source::File(path.clone());
    let networks = networks(state.path());
    let error = networks.refresh_cloud(GCP, &source).await.unwrap_err().to_string();
    assert!(error.starts_with(&format!("{} cannot be read: ", path.display())), "{error}");
    write(&path, &ranges(2));
    assert!(networks.refresh_cloud(GCP, &source).await.is_ok());
    write(&path, "<html>");
    assert!(networks.last_good().read_cloud_file(GCP, &path).is_err());
    assert_eq!(networks.last_good().restore_cloud(GCP, &source).unwrap().networks.network_count(), 2);
}

#[tokio::test]
async fn good_networks_count_even_if_they_cannot_be_kept() {
    let state = tempfile::tempdir().unwrap();
    // A file where the folder should be.
    write(&state.path().join("networks"), "");
    let (server, _body) = changing(r#"["192.0.2.0/24"]"#).await;
    let url = server.url("127.0.0.1", "/list.json");
    let accepted = networks(state.path()).refresh_subnets(&url).await.unwrap();
    assert_eq!(accepted.reading.networks.len(), 1);
    assert!(accepted.not_saved.unwrap().to_string().starts_with("no copy could be kept as "));
}

#[tokio::test]
async fn the_operators_own_urls_may_be_private_and_those_of_strangers_may_not() {
    let state = tempfile::tempdir().unwrap();
    let (server, _body) = changing(ranges(1)).await;
    let networks = Networks::new(state.path(), "https://example.org", false).unwrap();
    let url = server.url("127.0.0.1", "/file.json");
    assert!(networks.refresh_cloud(GCP, &Source::from(url.clone())).await.is_ok());
    let error = networks.refresh_subnets(&url).await.unwrap_err();
    assert!(matches!(error, RefreshError::Fetch(_)), "{error}");
}

#[tokio::test]
async fn each_kind_of_file_has_its_own_limits() {
    let state = tempfile::tempdir().unwrap();
    let (server, _body) = changing(" ".repeat(2000)).await;
    let fetcher = |bytes| {
        let limits = Limits { time: Duration::from_secs(5), bytes, redirects: 0 };
        Fetcher::new("https://example.org", limits, Destinations::anywhere()).expect("a fetcher")
    };
    let networks = Networks::with_fetchers(fetcher(3000), fetcher(1000), LastGood::new(state.path()));
    let url = server.url("127.0.0.1", "/file.json");
    let cloud = networks.refresh_cloud(GCP, &Source::from(url.clone())).await;
    assert!(matches!(cloud, Err(RefreshError::Rejected(_))), "{cloud:?}");
    let list = networks.refresh_subnets(&url).await;
    assert!(matches!(list, Err(RefreshError::Fetch(_))), "{list:?}");
}
