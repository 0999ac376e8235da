//! Rounds over a mirror that changes, and over one that does not.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use maneki_ground_outbound::Destinations;
use maneki_mirror_health::State;
use maneki_mirror_probe::ReferenceTree;
use maneki_testkit::{FakeMirror, Wire};

use crate::world::{PATIENT, World, good, prober};

/// Reads what a server publishes into a world.
async fn publish(world: &mut World, server: &FakeMirror) {
    let tree = ReferenceTree::Web(maneki_mirror_model::BaseUrl::parse(&server.url("127.0.0.1")).unwrap());
    let holdings = world.holdings();
    let asker = prober(PATIENT, Destinations::anywhere());
    tree.read(&asker, &holdings, &mut world.reference, Duration::from_hours(12)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_round_over_an_unchanged_mirror_costs_little() {
    let server = FakeMirror::start(|request| {
        if request.head.to_ascii_lowercase().contains("if-none-match: \"a\"") {
            return Wire::status(304);
        }
        let wire = good(request, 1);
        let text = String::from_utf8(wire.bytes).unwrap();
        Wire::raw(text.replacen("\r\n", "\r\nETag: \"a\"\r\n", 1).as_bytes(), wire.then)
    });
    let mut world = World::new(&[("http", &server.url("127.0.0.1"))], PATIENT, Destinations::anywhere());
    world.round().await;
    assert_eq!(server.requests().len(), 11);
    let (report, _) = world.round().await;
    assert!(!report.trees[0].full);
    let later = server.requests()[11..].to_vec();
    assert_eq!(later.len(), 2, "{later:?}");
    assert!(later[1].head.contains("\"a\""), "{later:?}");
    assert_eq!(world.summary().verdict.word(), "ok");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_repomd_over_missing_files_is_corrupt() {
    let reference = FakeMirror::start(|request| good(request, 2));
    let synchronised = Arc::new(AtomicBool::new(false));
    let files = Arc::clone(&synchronised);
    let mirror = FakeMirror::start(move |request| {
        let there = files.load(Ordering::SeqCst);
        if request.method == "HEAD" && !there { Wire::status(404) } else { good(request, 2) }
    });
    let mut world = World::new(&[("http", &mirror.url("127.0.0.1"))], PATIENT, Destinations::anywhere());
    publish(&mut world, &reference).await;
    world.round().await;
    let summary = world.summary();
    assert_eq!(summary.verdict.word(), "unavailable", "{summary:?}");
    assert!(summary.reason.is_some_and(|why| why.contains("is missing")));
    // Asked again without a change, because it was not good.
    synchronised.store(true, Ordering::SeqCst);
    world.round().await;
    assert_eq!(world.summary().verdict.word(), "ok", "{:?}", world.summary());
    let before = mirror.requests().len();
    world.round().await;
    assert!(mirror.requests()[before..].iter().all(|request| request.method == "GET"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_repomd_over_a_file_of_another_size_is_corrupt() {
    let reference = FakeMirror::start(|request| good(request, 2));
    let mirror =
        FakeMirror::start(
            |request| {
                if request.method == "HEAD" { Wire::ok(b"prim") } else { good(request, 2) }
            },
        );
    let mut world = World::new(&[("http", &mirror.url("127.0.0.1"))], PATIENT, Destinations::anywhere());
    publish(&mut world, &reference).await;
    world.round().await;
    let main = world.health().and_then(|health| health.main()).unwrap();
    assert!(main.repositories.values().all(|one| one.state == State::Corrupt), "{:?}", main.repositories);
    let reason = world.summary().reason.unwrap();
    assert_eq!(&*reason, "the file has 4 bytes instead of 7");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_mirror_is_previous_and_a_newer_one_ahead() {
    let old = FakeMirror::start(|request| good(request, 1));
    let new = FakeMirror::start(|request| good(request, 2));
    let mut world = World::new(&[("http", &old.url("127.0.0.1"))], PATIENT, Destinations::anywhere());
    publish(&mut world, &old).await;
    publish(&mut world, &new).await;
    let state = |world: &World| {
        let main = world.health().and_then(|health| health.main()).unwrap();
        main.repositories.values().next().unwrap().state.word()
    };
    world.round().await;
    assert_eq!((state(&world), world.summary().verdict.word()), ("previous", "ok"));

    let mut world = World::new(&[("http", &new.url("127.0.0.1"))], PATIENT, Destinations::anywhere());
    publish(&mut world, &old).await;
    world.round().await;
    assert_eq!((state(&world), world.summary().verdict.word()), ("ahead", "ok"));

    let mut world = World::new(&[("http", &old.url("127.0.0.1"))], PATIENT, Destinations::anywhere());
    publish(&mut world, &new).await;
    world.round().await;
    assert_eq!((state(&world), world.summary().verdict.word()), ("stale", "expired"));
}
