//! Metalinks: which mirrors are in them, and what they tell clients to accept.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests write the registry that is served")]

mod network;

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use maneki_mirror_formats::metalink::Metalink;
use maneki_testkit::http::{get, request};
use maneki_testkit::{FakeMirror, Program, Then, Wire, example_registry, until};
use network::{Network, REPOSITORY, mirror, tree, url};
use tempfile::tempdir;

const REPOMD: &str = "4.2/BaseOS/x86_64/os/repodata/repomd.xml";
const METALINK: &str = "/metalink/4/baseos?arch=x86_64";

#[test]
fn a_metalink_names_mirrors_with_what_is_published_and_no_others() {
    let [reference, current, ahead, stale] = [tree(20), tree(20), tree(30), tree(10)];
    let servers = [&reference, &current, &ahead, &stale].map(mirror);
    let mirrors = [("current.example", 1), ("ahead.example", 2), ("stale.example", 3)];
    let mirrors = mirrors.map(|(name, number)| (name, url(&servers[number])));
    let network = Network::start(&url(&servers[0]), &mirrors, &[]);
    network.wait_for_a_round();

    let reply = get(network.service.address, METALINK, &[]);
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/metalink+xml")));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let metalink = Metalink::parse(&reply.body).unwrap();
    let urls = |metalink: &Metalink| -> Vec<String> {
        metalink.resources.iter().map(|resource| resource.url.clone()).collect()
    };
    let repomd = |number: usize| format!("{}/{REPOSITORY}/repodata/repomd.xml", url(&servers[number]));
    assert_eq!(urls(&metalink), [repomd(1)]);
    assert_eq!(metalink.current.timestamp, Some(20));
    assert!(metalink.current.sha512.is_some() && metalink.alternates.is_empty());
    // A plain list also names who is ahead of us.
    assert_eq!(network.get("/mirrorlist/4/baseos?arch=x86_64").lines().count(), 2);

    let slash = network.get("/metalink/4.2/baseos/?arch=x86_64");
    assert_eq!(slash, reply.body);
    let head = request(network.service.address, "HEAD", METALINK, &[]);
    assert_eq!(head.header("content-length"), Some(&*reply.body.len().to_string()));
    assert_eq!(
        urls(&Metalink::parse(&network.get(&format!("{METALINK}&exclude=current.example"))).unwrap()),
        [""; 0]
    );

    // The reference tree goes on: the old digest stays as an alternate, and who was ahead is right now.
    reference.become_like(&ahead);
    let next = until("the new digest", || {
        let next = Metalink::parse(&network.get(METALINK)).unwrap();
        (next.current != metalink.current).then_some(next)
    });
    assert_eq!(next.alternates, [metalink.current]);
    assert_eq!(urls(&next), [repomd(2), repomd(1)]);
    drop(network);
}

#[test]
fn without_a_digest_there_is_no_metalink() {
    let servers = [tree(20), tree(20)].map(|files| mirror(&files));
    let network = Network::start(&url(&servers[0]), &[("one.example", url(&servers[1]))], &[]);
    network.wait_for_a_round();
    for (status, path) in [
        (400, "/metalink/4/baseos"),
        (400, "/metalink/4/baseos?arch="),
        (400, "/metalink/4/baseos?arch=x86_64&protocol=rsync"),
        (404, "/metalink/4/baseos?arch=sparc"),
        (404, "/metalink/80/baseos?arch=x86_64"),
        (404, "/metalink/4/nosuch?arch=x86_64"),
        // The vault, and what the reference tree does not have.
        (404, "/metalink/4.1/baseos?arch=x86_64"),
        (404, "/metalink/4/extras?arch=x86_64"),
        (404, "/metalink/4"),
        (200, METALINK),
    ] {
        assert_eq!(get(network.service.address, path, &[]).status, status, "{path}");
    }
    assert_eq!(request(network.service.address, "POST", METALINK, &[]).status, 405);

    let state = tempdir().unwrap();
    let binary = env!("CARGO_BIN_EXE_maneki");
    let service = Program::serve(binary, &example_registry(), state.path(), &["--no-check"], &[]);
    assert_eq!(get(service.address, METALINK, &[]).status, 404);
}

#[test]
fn what_is_published_is_told_also_while_it_is_in_doubt_whose_fault_a_silence_is() {
    let reference = tempdir().unwrap();
    let publish = |revision: u32| {
        for path in ["TIME", &format!("{REPOSITORY}/repodata/primary.xml.gz"), REPOMD] {
            let file = reference.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, tree(revision).get(path)).unwrap();
        }
    };
    publish(20);
    // One after the other falls silent, and the last one lets us wait, so that the round goes on.
    let falls_silent = Arc::new(AtomicBool::new(false));
    let servers = [Then::Close, Then::Close, Then::Hang].map(|then| {
        let (files, silent) = (tree(20), Arc::clone(&falls_silent));
        FakeMirror::start(move |request| {
            if silent.load(Ordering::SeqCst) { Wire::raw(b"", then) } else { files.answer(request) }
        })
    });
    let mirrors = [("one.example", 0), ("two.example", 1), ("three.example", 2)];
    let mirrors = mirrors.map(|(name, number)| (name, url(&servers[number])));
    let patience =
        [("MANEKI_MIRROR__CHECK__INTERVAL", "2s"), ("MANEKI_MIRROR__CHECK__MIRROR_TIMEOUT", "10m")];
    let network = Network::start(reference.path().to_str().unwrap(), &mirrors, &patience);
    network.wait_for_a_round();
    let before = until("a metalink", || Metalink::parse(&network.get(METALINK)).ok());
    assert_eq!(before.resources.len(), 3);
    let asked: usize = servers.iter().map(|server| server.requests().len()).sum();
    falls_silent.store(true, Ordering::SeqCst);
    until("requests that fail", || {
        let now: usize = servers.iter().map(|server| server.requests().len()).sum();
        (now > asked + 8).then_some(())
    });
    publish(30);
    let after = until("the new digest", || {
        let after = Metalink::parse(&network.get(METALINK)).ok()?;
        (after.current != before.current).then_some(after)
    });
    // Mirrors keep their last state with the previous publication. The loss of one mirror of three raises no doubt.
    assert_eq!(after.alternates, [before.current]);
    assert!(after.resources.len() >= 2, "{after:?}");
}

#[test]
fn a_restart_forgets_no_digest() {
    let servers = [tree(20), tree(20)].map(|files| mirror(&files));
    let reference = url(&servers[0]);
    let mut network = Network::start(&reference, &[("one.example", url(&servers[1]))], &[]);
    network.wait_for_a_round();
    let before = network.get(METALINK);
    network.service.signal("TERM");
    network.service.wait();
    drop(servers);
    let network = network.again(&reference);
    assert_eq!(network.get(METALINK), before);
}
