//! What single mirrors do.

use std::fs;

use maneki_testkit::{FakeMirror, Wire, until};

use crate::town::{Mood, Town, good, name};

#[test]
fn a_mirror_that_fails_leaves_the_answers_and_comes_back_after_one_success() {
    let town = Town::new(3);
    let service = town.serve();
    service.waits_for_the_first_round();
    service.waits_for(&[0, 1, 2]);
    town.mirrors[1].turns(Mood::Fails);
    service.waits_for(&[0, 2]);
    until("its status", || service.status(1).contains("503").then_some(()));
    town.mirrors[1].turns(Mood::Good);
    service.waits_for(&[0, 1, 2]);
    assert_eq!(service.status(1), "ok");
}

#[test]
fn where_a_sample_is_bad_everything_is_looked_at_at_once() {
    let town = Town::new(2);
    let service = town.serve_with("1h", "", &[]);
    service.waits_for_the_first_round();
    service.waits_for(&[0, 1]);
    town.mirrors[1].turns(Mood::Rots);
    // Its file changes, so a sample of it is checked. The next round is an hour away.
    let file = town.folder.path().join(format!("registry/mirrors.d/{}.yml", name(1)));
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("1h", "2h")).unwrap();
    for repository in ["appstream", "baseos"] {
        let gone = || service.list(repository).iter().all(|line| line.starts_with(&town.mirrors[0].url()));
        until(repository, || gone().then_some(()));
    }
    assert!(service.status(1).contains("a web page"), "{}", service.status(1));
    assert_eq!(service.rounds(), 1);
}

#[test]
fn a_mirror_that_hangs_holds_up_nobody() {
    let town = Town::new(3);
    let service = town.serve();
    service.waits_for_the_first_round();
    town.mirrors[0].turns(Mood::Hangs);
    let before = town.mirrors[0].server.requests().len();
    until("the next look at it", || (town.mirrors[0].server.requests().len() > before).then_some(()));
    town.mirrors[1].turns(Mood::Fails);
    service.waits_for(&[2]);
    town.mirrors[1].turns(Mood::Good);
    service.waits_for(&[1, 2]);
}

#[test]
fn a_mirror_that_has_moved_is_judged_by_what_is_there() {
    let town = Town::new(3);
    let service = town.serve();
    service.waits_for_the_first_round();
    service.waits_for(&[0, 1, 2]);
    let bare = FakeMirror::start(|request| match request.path.as_str() {
        "/linux/TIME" => good(request, 1),
        _ => Wire::status(404),
    });
    town.declare(1, &bare.url("127.0.0.1"));
    until("a request to it", || (!bare.requests().is_empty()).then_some(()));
    let (old, new) = (town.mirrors[1].url(), bare.url("127.0.0.1"));
    until("it to go", || {
        let list = service.list("baseos");
        (list.len() == 2 && !list.iter().any(|line| line.starts_with(&old) || line.starts_with(&new)))
            .then_some(())
    });
}
