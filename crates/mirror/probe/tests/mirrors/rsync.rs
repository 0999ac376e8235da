//! rsync servers: working ones, and others.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use maneki_ground_outbound::Destinations;
use maneki_mirror_health::Verdict;
use maneki_mirror_model::Protocol;
use maneki_testkit::FakeMirror;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

use crate::world::{IN_TIME, World, good, serve};

/// An rsync server that greets with some bytes and answers the request for its list with others.
async fn server(greeting: Vec<u8>, list: Vec<u8>) -> SocketAddr {
    serve(move |stream| {
        let (greeting, list) = (greeting.clone(), list.clone());
        async move {
            let mut stream = BufReader::new(stream);
            let _ = stream.write_all(&greeting).await;
            let mut lines = String::new();
            while !lines.ends_with("#list\n") {
                if stream.read_line(&mut lines).await.unwrap_or_default() == 0 {
                    return;
                }
            }
            assert!(lines.starts_with("@RSYNCD: "), "{lines:?}");
            let _ = stream.write_all(&list).await;
            if list.is_empty() {
                let _ = stream.read_line(&mut lines).await;
            }
        }
    })
    .await
}

async fn look(rsync: &str, destinations: Destinations) -> (World, Duration) {
    let web = FakeMirror::start(|request| good(request, 1));
    let mut world = World::new(&[("http", &web.url("127.0.0.1")), ("rsync", rsync)], 8.0, destinations);
    let (_, took) = world.round().await;
    (world, took)
}

const GREETING: &[u8] = b"@RSYNCD: 31.0 sha512 sha256 sha1 md5 md4\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_module_that_is_in_the_list_is_there() {
    let list = b"Welcome!\n\nfedora         \tAnother one\ntanuki         \tAll of it\n@RSYNCD: EXIT\n";
    let server = server(GREETING.to_vec(), list.to_vec()).await;
    for path in ["/tanuki/", "/tanuki/more", "/", ""] {
        let (world, _) = look(&format!("rsync://{server}{path}"), Destinations::anywhere()).await;
        assert_eq!(world.summary().verdict, Verdict::Ok, "{path}: {:?}", world.summary());
        let main = world.health().and_then(|health| health.main()).unwrap();
        assert_eq!(main.works(Protocol::Rsync), Some(true));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_declared_rsync_that_fails_makes_the_mirror_partial() {
    let endless = b"module\tdescription\n".repeat(100_000);
    let moods = [
        ("has no module `tanuki`", GREETING.to_vec(), b"tanukis\t\n@RSYNCD: EXIT\n".to_vec()),
        ("has no module `tanuki`", GREETING.to_vec(), b"the message of the day: tanuki\n".to_vec()),
        ("rsync refuses: max connections", b"@ERROR: max connections (9) reached\n".to_vec(), Vec::new()),
        ("rsync refuses: access denied", GREETING.to_vec(), b"@ERROR: access denied\n".to_vec()),
        ("does not speak rsync", b"220 FTP server ready\n".to_vec(), Vec::new()),
        ("longer than", GREETING.to_vec(), endless),
        ("no complete answer", GREETING.to_vec(), Vec::new()),
        ("no complete answer", Vec::new(), Vec::new()),
    ];
    let mut looks = tokio::task::JoinSet::new();
    for (reason, greeting, list) in moods {
        looks.spawn(async move {
            let server = server(greeting, list).await;
            let (world, took) = look(&format!("rsync://{server}/tanuki/"), Destinations::anywhere()).await;
            let summary = world.summary();
            assert_eq!(summary.verdict, Verdict::Partial, "{reason}: {summary:?}");
            let reported = summary.reason.unwrap();
            assert!(
                reported.starts_with("rsync fails: ") && reported.contains(reason),
                "{reason}: {reported}"
            );
            assert!(summary.url.unwrap().starts_with("rsync://"));
            assert!(took < IN_TIME, "{reason}: {took:?}");
        });
    }
    looks.join_all().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rsync_leads_nowhere_private_either() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let secret = serve(move |mut stream| {
        count.fetch_add(1, Ordering::SeqCst);
        async move { drop(stream.read(&mut [0]).await) }
    })
    .await;
    let only_the_web =
        Destinations::permitted_by(|address| address == "127.0.0.1".parse::<std::net::IpAddr>().unwrap());
    for host in ["127.0.0.2", "0x7f000002", "[::1]", "[::ffff:127.0.0.2]"] {
        let (world, _) =
            look(&format!("rsync://{host}:{}/tanuki/", secret.port()), only_the_web.clone()).await;
        let summary = world.summary();
        assert_eq!(summary.verdict, Verdict::Partial, "{host}: {summary:?}");
        assert!(summary.reason.unwrap().contains("only public addresses"), "{host}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}
