//! Reference trees, on the web and in a folder.

use std::path::PathBuf;
use std::time::Duration;

use maneki_ground_outbound::Destinations;
use maneki_mirror_health::{Published, Reference};
use maneki_mirror_model::BaseUrl;
use maneki_mirror_probe::ReferenceTree;
use maneki_testkit::{FakeMirror, Then, Wire};

use crate::world::{PATIENT, World, good, prober, repomd};

const OUTDATE: Duration = Duration::from_hours(12);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[expect(clippy::disallowed_methods, reason = "the tree is in files")]
async fn a_folder_is_read_and_repositories_that_it_lacks_are_expected_of_no_mirror() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(&[("http", "http://127.0.0.1/")], PATIENT, Destinations::anywhere());
    let holdings = world.holdings();
    for holding in &holdings[1..] {
        let path = holding.repomd();
        let file = folder.path().join(&path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, repomd(&path, 3)).unwrap();
    }
    let packages = folder.path().join(&*holdings[1].path).join("repodata/primary-3.xml.gz");
    std::fs::write(packages, b"primary").unwrap();
    let mut reference = Reference::default();
    let tree = ReferenceTree::Folder(folder.path().to_owned());
    let asker = prober(5.0, Destinations::anywhere());
    tree.read(&asker, &holdings, &mut reference, OUTDATE).await.unwrap();
    assert_eq!(reference.get(&holdings[0]), Some(&Published::Absent));
    let Some(Published::Here(whole)) = reference.get(&holdings[1]) else { panic!("{reference:?}") };
    assert_eq!((whole.repomd.revision, whole.witness.is_some()), (Some(3), true));
    let Some(Published::Here(bare)) = reference.get(&holdings[2]) else { panic!("{reference:?}") };
    assert_eq!(bare.witness, None);
    let expected = maneki_mirror_health::Expected::from_catalog(&world.registry.catalog, &reference);
    assert_eq!(expected.holdings(&holdings[0].tree).len(), holdings.len() - 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unreadable_tree_is_an_error_and_keeps_its_publications() {
    let world = World::new(&[("http", "http://127.0.0.1/")], PATIENT, Destinations::anywhere());
    let holdings = world.holdings();
    let asker = prober(PATIENT, Destinations::anywhere());
    let mut reference = Reference::default();
    let server = FakeMirror::start(|request| good(request, 1));
    let good_tree = ReferenceTree::Web(BaseUrl::parse(&server.url("127.0.0.1")).unwrap());
    good_tree.read(&asker, &holdings, &mut reference, OUTDATE).await.unwrap();
    let known = reference.clone();

    let tired = FakeMirror::start(|_| Wire::status(503));
    let tree = ReferenceTree::Web(BaseUrl::parse(&tired.url("127.0.0.1")).unwrap());
    let error = tree.read(&asker, &holdings, &mut reference, OUTDATE).await.unwrap_err();
    assert!(error.to_string().ends_with(": status 503"), "{error}");
    let nowhere = ReferenceTree::Folder(PathBuf::from("/nowhere/at/all"));
    let error = nowhere.read(&asker, &holdings, &mut reference, OUTDATE).await.unwrap_err();
    assert!(error.to_string().ends_with("it has none of the repositories in the registry"), "{error}");
    assert_eq!(reference, known);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tree_that_hangs_is_not_asked_for_every_repository() {
    let world = World::new(&[("http", "http://127.0.0.1/")], PATIENT, Destinations::anywhere());
    let holdings = world.holdings();
    let server = FakeMirror::start(|_| Wire::raw(b"", Then::Hang));
    let tree = ReferenceTree::Web(BaseUrl::parse(&server.url("127.0.0.1")).unwrap());
    let asker = prober(5.0, Destinations::anywhere());
    let read = tree.read(&asker, &holdings, &mut Reference::default(), OUTDATE).await;
    assert!(read.unwrap_err().to_string().contains("no complete answer within 1 s"));
    let asked = server.requests().len();
    // Each of the two who ask may have begun with one more.
    assert!(asked <= 6, "{asked}");
}
