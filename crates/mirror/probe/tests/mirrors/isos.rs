//! Sets of images: whole, in part, and none.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use maneki_ground_outbound::Destinations;
use maneki_mirror_health::{Expected, IsoHealth};
use maneki_mirror_model::BaseUrl;
use maneki_mirror_probe::ReferenceTree;
use maneki_mirror_registry::Tree;
use maneki_testkit::{FakeMirror, Request, Wire};

use crate::world::{PATIENT, World, good, prober};

const IMAGE: &[u8] = b"an image of sixteen";

/// A good mirror with images for two architectures.
fn with_images(request: &Request) -> Wire {
    let size = IMAGE.len();
    let digest = "0af9".repeat(16);
    match request.path.strip_prefix("/linux/9.6/isos/") {
        None => good(request, 1),
        Some("x86_64/CHECKSUM" | "aarch64/CHECKSUM") => Wire::ok(
            format!(
                "# boot.iso: {size} bytes\nSHA256 (boot.iso) = {digest}\n\
                 # dvd.iso: {size} bytes\nSHA256 (dvd.iso) = {digest}\n"
            )
            .as_bytes(),
        ),
        Some("x86_64/boot.iso" | "x86_64/dvd.iso" | "aarch64/boot.iso" | "aarch64/dvd.iso") => {
            Wire::ok(IMAGE)
        }
        Some(_) => Wire::status(404),
    }
}

async fn world_of(mirror: &FakeMirror, reference: &FakeMirror) -> World {
    let mut world = World::new(&[("http", &mirror.url("127.0.0.1"))], PATIENT, Destinations::anywhere());
    let tree = ReferenceTree::Web(BaseUrl::parse(&reference.url("127.0.0.1")).unwrap());
    let asker = prober(PATIENT, Destinations::anywhere());
    let outdate = std::time::Duration::from_hours(12);
    let holdings = world.holdings();
    tree.read(&asker, &holdings, &mut world.reference, outdate).await.unwrap();
    let expected = Expected::from_catalog(&world.registry.catalog, &world.reference);
    tree.read_isos(&asker, expected.isos(&Tree::Main), &mut world.reference).await;
    world
}

fn isos(world: &World) -> BTreeMap<String, IsoHealth> {
    let main = world.health().and_then(|health| health.main()).unwrap();
    main.isos.iter().map(|(folder, one)| (folder.arch.as_str().to_owned(), one.clone())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_set_is_what_the_reference_names_and_is_rarely_requested() {
    let reference = FakeMirror::start(with_images);
    let mirror = FakeMirror::start(with_images);
    let mut world = world_of(&mirror, &reference).await;
    world.round().await;
    assert_eq!(world.summary().verdict.word(), "ok", "{:?}", world.summary());
    let isos = isos(&world);
    assert_eq!(isos.keys().map(String::as_str).collect::<Vec<_>>(), ["aarch64", "x86_64"]);
    assert!(isos.values().all(IsoHealth::is_complete), "{isos:?}");
    let images = || mirror.requests().iter().filter(|request| request.path.contains("/isos/")).count();
    assert_eq!(images(), 4);
    assert!(
        mirror.requests().iter().filter(|one| one.path.contains("/isos/")).all(|one| one.method == "HEAD")
    );
    world.round().await;
    assert_eq!(images(), 4);
    assert!(mirror.most_at_once() <= 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_set_that_is_being_uploaded_is_checked_again_and_a_missing_one_is_not() {
    let reference = FakeMirror::start(with_images);
    let uploaded = Arc::new(AtomicBool::new(false));
    let there = Arc::clone(&uploaded);
    let mirror = FakeMirror::start(move |request| match &*request.path {
        "/linux/9.6/isos/x86_64/dvd.iso" if !there.load(Ordering::SeqCst) => Wire::status(404),
        path if path.starts_with("/linux/9.6/isos/aarch64/") => Wire::status(404),
        _ => with_images(request),
    });
    let mut world = world_of(&mirror, &reference).await;
    world.round().await;
    assert!(isos(&world).values().all(|one| !one.is_complete()), "{:?}", isos(&world));
    uploaded.store(true, Ordering::SeqCst);
    let before = mirror.requests().len();
    let (report, _) = world.round().await;
    assert!(!report.trees[0].full);
    let complete = |arch: &str| isos(&world)[arch].is_complete();
    assert_eq!((complete("x86_64"), complete("aarch64")), (true, false));
    assert!(!mirror.requests()[before..].iter().any(|one| one.path.contains("aarch64/boot.iso")));
    // Now it is as it should be, and left alone.
    let before = mirror.requests().len();
    world.round().await;
    assert!(!mirror.requests()[before..].iter().any(|one| one.path.contains("/isos/")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_or_truncated_file_is_reported_and_changes_no_verdict() {
    let reference = FakeMirror::start(with_images);
    let mirror = FakeMirror::start(|request| match &*request.path {
        "/linux/9.6/isos/x86_64/boot.iso" => Wire::status(404),
        "/linux/9.6/isos/aarch64/dvd.iso" => Wire::ok(b"half of it"),
        _ => with_images(request),
    });
    let mut world = world_of(&mirror, &reference).await;
    world.round().await;
    assert_eq!(world.summary().verdict.word(), "ok", "{:?}", world.summary());
    let isos = isos(&world);
    let reported = |arch: &str| {
        let one = &isos[arch];
        (one.fault.as_ref().unwrap().to_string(), one.url.as_ref().unwrap().rsplit('/').next().unwrap())
    };
    assert_eq!(reported("x86_64"), ("status 404".to_owned(), "boot.iso"));
    assert_eq!(reported("aarch64"), ("the file has 10 bytes instead of 19".to_owned(), "dvd.iso"));
    // A set without its first file is not asked for the others.
    assert!(!mirror.requests().iter().any(|one| one.path == "/linux/9.6/isos/x86_64/dvd.iso"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_in_trouble_is_not_said_to_lack_images() {
    let reference = FakeMirror::start(with_images);
    let tired = Arc::new(AtomicBool::new(true));
    let asked = Arc::clone(&tired);
    let mirror = FakeMirror::start(move |request| {
        let image = request.path.contains("/isos/") && asked.load(Ordering::SeqCst);
        if image { Wire::status(503) } else { with_images(request) }
    });
    let mut world = world_of(&mirror, &reference).await;
    world.round().await;
    assert_eq!(world.summary().verdict.word(), "ok", "{:?}", world.summary());
    assert!(isos(&world).is_empty());
    tired.store(false, Ordering::SeqCst);
    world.round().await;
    assert_eq!(isos(&world).len(), 2);
}
