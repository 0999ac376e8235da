//! What the operator says without a change of the registry.

use std::fs;

use serde_json::Value;

use crate::town::{Mood, Town, name};

#[test]
fn a_drain_works_on_the_running_service_and_is_shown() {
    let town = Town::new(3);
    let service = town.serve_with("1h", "", &[]);
    service.waits_for_the_first_round();
    let (a, b) = (name(0), name(1));
    let (code, said) = town.run(&["mirror", "drain", &a, "--reason", "new disks"]);
    assert_eq!(code, 0, "{said}");
    service.waits_for(&[1, 2]);
    assert_eq!(service.status(0), "drained: new disks");
    let registry = town.folder.path().join("registry");
    let question = ["--ip", "192.0.2.1", "--version", "9", "--repo", "baseos", "--explain"];
    let (code, said) = town.run(&[&["mirror", "select", registry.to_str().unwrap()][..], &question].concat());
    assert!(code == 0 && said.contains("taken out by the operator") && said.contains(&a), "{said}");

    let json = [&["mirror", "select", registry.to_str().unwrap()][..], &question[..6], &["--format", "json"]]
        .concat();
    let (_, said) = town.run(&json);
    let answer: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(answer["excluded"][0]["reason"], "drained", "{said}");
    assert_eq!(answer["excluded"][0]["drain"]["reason"], "new disks", "{said}");

    let (code, said) = town.run(&["mirror", "drain", &b, "--until", "8s"]);
    assert_eq!(code, 0, "{said}");
    service.waits_for(&[2]);
    // It is not undone.
    service.waits_for(&[1, 2]);

    // A file that is not a list changes nothing.
    let file = town.folder.path().join("drained.json");
    let text = fs::read(&file).unwrap();
    fs::write(&file, "{").unwrap();
    let mut service = service;
    service.program.wait_for_line("drained mirrors stay drained");
    service.waits_for(&[1, 2]);
    fs::write(&file, text).unwrap();
    let (code, said) = town.run(&["mirror", "drain", &a, "--undo"]);
    assert!(code == 0 && said.contains("is back in service"), "{said}");
    service.waits_for(&[0, 1, 2]);
}

#[test]
fn without_checks_nobody_is_asked() {
    let town = Town::new(3);
    for mirror in &town.mirrors {
        mirror.turns(Mood::Fails);
    }
    let mut service = town.serve_with("1s", "", &["--no-check"]);
    assert_eq!(service.numbers().len(), 3);
    assert_eq!(service.status(0), "ok");
    // A drain is a decision of the operator, and needs no check.
    let (code, said) = town.run(&["mirror", "drain", &name(0)]);
    assert_eq!(code, 0, "{said}");
    service.waits_for(&[1, 2]);
    service.program.signal("TERM");
    service.program.wait();
    for mirror in town.mirrors.iter().chain([&town.reference]) {
        assert_eq!(mirror.server.requests(), []);
    }
}
