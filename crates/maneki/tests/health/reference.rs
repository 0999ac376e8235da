//! Publications of the reference tree, and the mirrors that have them.

use std::fs;
use std::sync::{Arc, Mutex};

use maneki_testkit::{FakeMirror, until};

use crate::town::{Actor, Town, good};

#[test]
fn what_is_published_is_followed_and_who_has_it_goes_first() {
    let town = Town::new(3);
    let service = town.serve();
    service.waits_for_the_first_round();
    service.waits_for(&[0, 1, 2]);
    town.reference.gets(2);
    town.mirrors[2].gets(2);
    // The two others have the previous publication, which is not too old. They come after the mirror that is current.
    until("the new one to be first", || {
        let numbers = service.numbers();
        (numbers[0] == 2 && numbers.len() == 3).then_some(())
    });
    town.mirrors[0].gets(2);
    until("both of them", || {
        let numbers = service.numbers();
        (numbers.len() == 3 && numbers[2] == 1).then_some(())
    });
    // A mirror that returns to the previous publication also comes last.
    town.mirrors[2].gets(1);
    until("the old mirror to come last", || (service.numbers()[0] == 0).then_some(()));
}

#[test]
fn what_was_never_published_is_not_handed_out() {
    let town = Town::new(2);
    let service = town.serve();
    service.waits_for_the_first_round();
    service.waits_for(&[0, 1]);
    // An unknown repomd.xml, older than the publication.
    town.mirrors[0].gets(0);
    service.waits_for(&[1]);
}

#[test]
fn who_is_ahead_makes_us_ask_the_reference_at_once() {
    let town = Town::new(2);
    // With a question an hour none may be lost because the machine is busy.
    let slowly = |text: String| {
        text.replace("reference_interval = '1s'", "reference_interval = '1h'")
            .replace("mirror_timeout = '2s'", "mirror_timeout = '60s'")
    };
    let settings = town.settings("1s", "[mirror]\nrotation = '8760h'");
    fs::write(&settings, slowly(fs::read_to_string(&settings).unwrap())).unwrap();
    let service = town.serve_by(&settings, &[]);
    service.waits_for_the_first_round();
    service.waits_for(&[0, 1]);
    // The shuffle of a client stays the same, so only a newer publication can change the order.
    let [first, second] = service.numbers()[..] else { panic!("two mirrors") };
    // The reference is not checked within the hour without a reason.
    town.reference.gets(2);
    town.mirrors[second].gets(2);
    // A mirror that is ahead comes last until the reference has the same publication.
    until("it to be first", || (service.numbers() == [second, first]).then_some(()));
    // A second time: it was ahead before.
    town.reference.gets(3);
    town.mirrors[first].gets(3);
    until("the other one to be first", || (service.numbers() == [first, second]).then_some(()));
}

#[test]
fn a_hangup_changes_the_pace_and_the_reference() {
    let town = Town::new(2);
    let other = Actor::new();
    other.gets(7);
    let service = town.serve_with("1h", "", &[]);
    service.waits_for_the_first_round();
    town.mirrors[1].gets(7);
    // There is no check within the hour. After SIGHUP the service checks, and compares with the other tree.
    let settings = town.settings("1s", "");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace(&town.reference.url(), &other.url())).unwrap();
    service.program.signal("HUP");
    let asked = || other.server.requests().iter().any(|request| request.path.ends_with("repomd.xml"));
    until("a request to the other tree", || asked().then_some(()));
    service.waits_for_rounds(2);
    // By the old tree it would be ahead, and go last.
    until("the other tree to count", || (service.numbers() == [1, 0]).then_some(()));
}

#[test]
fn what_the_reference_of_before_says_too_late_counts_no_more() {
    let town = Town::new(2);
    town.reference.gets(2);
    town.mirrors[1].gets(2);
    let door = Arc::new(Mutex::new(()));
    let inside = Arc::clone(&door);
    let before = FakeMirror::start(move |request| {
        drop(inside.lock());
        good(request, 1)
    });
    // The service waits even for the latest mirror.
    let settings = town.settings("1s", "");
    let text = fs::read_to_string(&settings).unwrap().replace("timeout = '2s'", "timeout = '60s'");
    fs::write(&settings, text.replace(&town.reference.url(), &before.url("127.0.0.1"))).unwrap();
    let service = town.serve_by(&settings, &[]);
    service.waits_for_the_first_round();
    until("the tree of before to count", || (service.numbers() == [0, 1]).then_some(()));
    let closed = door.lock().unwrap();
    let asked = before.requests().len();
    until("a question that waits", || (before.requests().len() > asked).then_some(()));
    // The other tree is checked once within the hour.
    fs::write(&settings, text.replace("interval = '1s'\nallow", "interval = '1h'\nallow")).unwrap();
    service.program.signal("HUP");
    until("the other tree to count", || (service.numbers() == [1, 0]).then_some(()));
    drop(closed);
    let is_through = || before.requests().last().is_some_and(|request| request.path.ends_with("/CHECKSUM"));
    until("the late answer", || is_through().then_some(()));
    service.waits_for_rounds(2);
    assert_eq!(service.numbers(), [1, 0]);
}
