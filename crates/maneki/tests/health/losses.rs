//! When much is lost: every mirror, the network, the service, what was remembered.

use std::collections::BTreeSet;
use std::fs;

use maneki_testkit::until;

use crate::town::{Mood, Town};

#[test]
fn while_everybody_is_silent_the_list_stays_as_it_was() {
    let town = Town::new(3);
    let service = town.serve();
    service.waits_for_the_first_round();
    town.mirrors[1].turns(Mood::Fails);
    service.waits_for(&[0, 2]);
    for mirror in town.mirrors.iter().chain([&town.reference]) {
        mirror.turns(Mood::Silent);
    }
    service.complains_of("is more likely at fault");
    service.complains_of("the reference tree cannot be read");
    service.waits_for_rounds(2);
    assert_eq!(BTreeSet::from_iter(service.numbers()), BTreeSet::from([0, 2]));
    for mirror in town.mirrors.iter().chain([&town.reference]) {
        mirror.turns(Mood::Good);
    }
    service.has_no_complaint();
    service.waits_for(&[0, 1, 2]);
}

#[test]
fn where_nobody_can_serve_the_last_good_ones_are_handed_out() {
    let town = Town::new(2);
    let service = town.serve();
    service.waits_for_the_first_round();
    for mirror in &town.mirrors {
        mirror.turns(Mood::Fails);
    }
    until("both to fail", || (0..2).all(|number| service.status(number).contains("503")).then_some(()));
    service.waits_for(&[0, 1]);
}

#[test]
fn where_nobody_can_serve_the_fallback_goes_first() {
    let town = Town::new(2);
    let fallback = "[mirror]\nfallback_url = 'http://fallback.example.org/linux'";
    let service = town.serve_with("1s", fallback, &[]);
    service.waits_for_the_first_round();
    assert_eq!(service.numbers().len(), 2);
    for mirror in &town.mirrors {
        mirror.turns(Mood::Fails);
    }
    let only = "http://fallback.example.org/linux/9/BaseOS/x86_64/os/";
    until("the fallback", || (service.list("baseos?arch=x86_64") == [only]).then_some(()));
    town.mirrors[0].turns(Mood::Good);
    until("the mirror", || service.list("baseos")[0].starts_with(&town.mirrors[0].url()).then_some(()));
}

#[test]
fn after_a_restart_the_first_answer_knows_who_is_bad() {
    let town = Town::new(3);
    let mut service = town.serve();
    service.waits_for(&[0, 1, 2]);
    town.mirrors[1].turns(Mood::Fails);
    service.waits_for(&[0, 2]);
    service.waits_for_rounds(2);
    service.program.signal("KILL");
    service.program.wait();
    for mirror in town.mirrors.iter().chain([&town.reference]) {
        mirror.turns(Mood::Hangs);
    }
    let service = town.serve_with("1h", "", &[]);
    assert_eq!(BTreeSet::from_iter(service.numbers()), BTreeSet::from([0, 2]));
    assert_eq!(service.rounds(), 0);
}

#[test]
fn a_damaged_database_is_told_and_left_as_it_is() {
    let town = Town::new(2);
    let file = town.folder.path().join("mirror.db");
    let rubbish = "no database ".repeat(1000);
    fs::write(&file, &rubbish).unwrap();
    let service = town.serve();
    assert_eq!(service.numbers().len(), 2);
    service.complains_of("cannot be saved for a restart");
    town.mirrors[1].turns(Mood::Fails);
    service.waits_for(&[0]);
    service.complains_of("cannot be saved for a restart");
    assert_eq!(fs::read_to_string(&file).unwrap(), rubbish);
}
