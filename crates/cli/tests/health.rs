//! A service that checks: what mirrors do, and what its answers make of it.
//!
//! The mirrors are in this process and behave as the story says. Nothing is timed: each story waits until
//! what it tells of has happened.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests write the files that the service reads, and tell TIME"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::time::SystemTime;

use maneki_testkit::http::get;
use maneki_testkit::{FakeMirror, Program, Request, Then, Wire, until};
use serde_json::Value;
use tempfile::{TempDir, tempdir};

const BINARY: &str = env!("CARGO_BIN_EXE_maneki");

const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: mirrors.d\n\
    vault_mirror: https://vault.example.org/\nversions: ['9']\nduplicated_versions: {}\n\
    vault_versions: ['8.3']\nrequired_protocols: [http, https]\narches: {'9': [x86_64]}\nrepos:\n  \
    - {name: appstream, path: AppStream/$basearch/os/}\n  - {name: baseos, path: BaseOS/$basearch/os/}\n";

/// How a mirror behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Mood {
    Good,
    Fails,
    Silent,
    Hangs,
    /// A fresh `TIME`, and a web page in the place of everything else.
    Rots,
}

/// A mirror whose behaviour the story changes while it is watched.
struct Actor {
    server: FakeMirror,
    mood: Arc<AtomicU8>,
    revision: Arc<AtomicU32>,
}

impl Actor {
    fn new() -> Self {
        let (mood, revision) = (Arc::new(AtomicU8::new(Mood::Good as u8)), Arc::new(AtomicU32::new(1)));
        let (in_mood, has) = (Arc::clone(&mood), Arc::clone(&revision));
        let server = FakeMirror::start(move |request| match in_mood.load(Ordering::SeqCst) {
            mood if mood == Mood::Fails as u8 => Wire::status(503),
            mood if mood == Mood::Silent as u8 => Wire::raw(b"", Then::Close),
            mood if mood == Mood::Hangs as u8 => Wire::raw(b"", Then::Hang),
            mood if mood == Mood::Rots as u8 && request.path != "/linux/TIME" => {
                Wire::ok(b"<html>We moved!</html>")
            }
            _ => good(request, has.load(Ordering::SeqCst)),
        });
        Self { server, mood, revision }
    }

    fn turns(&self, mood: Mood) {
        self.mood.store(mood as u8, Ordering::SeqCst);
    }

    /// Synchronises with its source.
    fn gets(&self, revision: u32) {
        self.revision.store(revision, Ordering::SeqCst);
    }

    fn url(&self) -> String {
        self.server.url("127.0.0.1")
    }
}

/// What a mirror in order answers. Each revision has another repomd.xml.
fn good(request: &Request, revision: u32) -> Wire {
    let package = format!("primary-{revision}.xml.gz");
    match request.path.strip_prefix("/linux/") {
        Some("TIME") => {
            let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
            Wire::ok(now.as_secs().to_string().as_bytes())
        }
        Some(path) if path.ends_with("/repodata/repomd.xml") => Wire::ok(repomd(path, revision).as_bytes()),
        Some(path) if path.ends_with(&package) => Wire::ok(b"primary"),
        _ => Wire::status(404),
    }
}

fn repomd(path: &str, revision: u32) -> String {
    let digits = format!("{:02x}", path.len());
    format!(
        "<?xml version=\"1.0\"?>\n<repomd xmlns=\"http://linux.duke.edu/metadata/repo\">\
         <revision>{revision}</revision><data type=\"primary\"><checksum type=\"sha256\">{digits}</checksum>\
         <location href=\"repodata/primary-{revision}.xml.gz\"/><size>7</size></data></repomd>\n"
    )
}

/// A registry with some mirrors, called `a`, `b` and so on, a reference tree, and a service over them.
struct Town {
    mirrors: Vec<Actor>,
    reference: Actor,
    folder: TempDir,
}

impl Town {
    fn new(mirrors: usize) -> Self {
        let folder = tempdir().unwrap();
        fs::create_dir_all(folder.path().join("registry/mirrors.d")).unwrap();
        fs::write(folder.path().join("registry/config.yml"), CONFIG).unwrap();
        let town =
            Self { mirrors: (0..mirrors).map(|_| Actor::new()).collect(), reference: Actor::new(), folder };
        for (number, mirror) in town.mirrors.iter().enumerate() {
            town.declare(number, &mirror.url());
        }
        town
    }

    fn declare(&self, number: usize, url: &str) {
        let name = name(number);
        let text = format!(
            "name: {name}\naddress: {{http: '{url}'}}\nupdate_frequency: 1h\nsponsor: Example\n\
             sponsor_url: https://example.org/\ngeolocation: {{country: DE}}\n"
        );
        fs::write(self.folder.path().join(format!("registry/mirrors.d/{name}.yml")), text).unwrap();
    }

    fn settings(&self, interval: &str, others: &str) -> PathBuf {
        let file = self.folder.path().join("maneki.toml");
        let text = format!(
            "{others}\n[check]\ninterval = '{interval}'\nmirror_timeout = '2s'\nreference = '{}'\n\
             reference_interval = '1s'\nallow_private_addresses = true\n",
            self.reference.url()
        );
        fs::write(&file, text).unwrap();
        file
    }

    fn serve_with(&self, interval: &str, others: &str, arguments: &[&str]) -> Service<'_> {
        let settings = self.settings(interval, others);
        let arguments = [&["--config", settings.to_str().unwrap()], arguments].concat();
        let registry = self.folder.path().join("registry");
        let program = Program::serve(BINARY, &registry, self.folder.path(), &arguments, &[]);
        Service { program, town: self }
    }

    fn serve(&self) -> Service<'_> {
        self.serve_with("1s", "", &[])
    }

    /// Another command over the same state folder: its exit code and what it says.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::new(BINARY)
            .args(arguments)
            .arg("--state")
            .arg(self.folder.path())
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(said).unwrap())
    }
}

fn name(number: usize) -> String {
    format!("{}.example.org", ["a", "b", "c", "d"][number])
}

struct Service<'a> {
    program: Program,
    town: &'a Town,
}

impl Service<'_> {
    fn list(&self, question: &str) -> Vec<String> {
        let reply = get(self.program.address, &format!("/mirrorlist/9/{question}"), &[]);
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.lines().into_iter().map(str::to_owned).collect()
    }

    /// The numbers of the mirrors in a list, in its order.
    fn numbers(&self) -> Vec<usize> {
        let number = |line: &String| self.town.mirrors.iter().position(|one| line.starts_with(&one.url()));
        self.list("baseos").iter().map(|line| number(line).unwrap()).collect()
    }

    fn waits_for(&self, wanted: &[usize]) {
        let wanted: BTreeSet<usize> = wanted.iter().copied().collect();
        until(&format!("{wanted:?}"), || (BTreeSet::from_iter(self.numbers()) == wanted).then_some(()));
    }

    fn ready(&self) -> Value {
        serde_json::from_str(&get(self.program.address, "/readyz", &[]).body).unwrap()
    }

    fn rounds(&self) -> u64 {
        self.ready()["rounds"].as_u64().unwrap()
    }

    /// Waits until every mirror was looked at: also where that is so already, and the next round an hour away.
    fn waits_for_the_first_round(&self) {
        until("the first round", || (self.rounds() >= 1).then_some(()));
    }

    /// Waits until so many more rounds are over: the last of them began after this call.
    fn waits_for_rounds(&self, more: u64) {
        let wanted = self.rounds() + more;
        until("rounds", || (self.rounds() >= wanted).then_some(()));
    }

    fn complains_of(&self, words: &str) {
        until(words, || self.ready()["problems"].to_string().contains(words).then_some(()));
    }

    fn has_no_complaint(&self) {
        until("the complaints to end", || (self.ready()["problems"] == serde_json::json!([])).then_some(()));
    }

    fn status(&self, number: usize) -> String {
        let all = get(self.program.address, "/debug/json/all_mirrors", &[]).body;
        let all: Value = serde_json::from_str(&all).unwrap();
        all["result"][name(number)]["status"].as_str().unwrap().to_owned()
    }
}

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
    // Its file changes, so it is looked at, at a sample; the next round is an hour away.
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
fn who_is_ahead_makes_us_ask_the_reference_at_once() {
    let town = Town::new(2);
    // With a question an hour none may be lost because the machine is busy.
    let slowly = |text: String| {
        text.replace("reference_interval = '1s'", "reference_interval = '1h'")
            .replace("mirror_timeout = '2s'", "mirror_timeout = '60s'")
    };
    let settings = town.settings("1s", "[server]\nrotation = '8760h'");
    fs::write(&settings, slowly(fs::read_to_string(&settings).unwrap())).unwrap();
    let registry = town.folder.path().join("registry");
    let arguments = ["--config", settings.to_str().unwrap()];
    let program = Program::serve(BINARY, &registry, town.folder.path(), &arguments, &[]);
    let service = Service { program, town: &town };
    service.waits_for_the_first_round();
    service.waits_for(&[0, 1]);
    // The lots of a client stay the same: only what is newer can change the order.
    let [first, second] = service.numbers()[..] else { panic!("two mirrors") };
    // Nobody looks at the reference within the hour, unless there is a reason.
    town.reference.gets(2);
    town.mirrors[second].gets(2);
    // Whoever is ahead goes last, until it is known that this is what is published.
    until("it to be first", || (service.numbers() == [second, first]).then_some(()));
    // A second time: it was ahead before.
    town.reference.gets(3);
    town.mirrors[first].gets(3);
    until("the other one to be first", || (service.numbers() == [first, second]).then_some(()));
}

#[test]
fn what_is_published_is_followed_and_who_has_it_goes_first() {
    let town = Town::new(3);
    let service = town.serve();
    service.waits_for_the_first_round();
    service.waits_for(&[0, 1, 2]);
    town.reference.gets(2);
    town.mirrors[2].gets(2);
    // The two others have what was published before: within its time, but behind the one who has it.
    until("the new one to be first", || {
        let numbers = service.numbers();
        (numbers[0] == 2 && numbers.len() == 3).then_some(())
    });
    town.mirrors[0].gets(2);
    until("both of them", || {
        let numbers = service.numbers();
        (numbers.len() == 3 && numbers[2] == 1).then_some(())
    });
    // One that goes back to what it had before goes behind as well.
    town.mirrors[2].gets(1);
    until("the old one behind", || (service.numbers()[0] == 0).then_some(()));
}

#[test]
fn what_was_never_published_is_not_handed_out() {
    let town = Town::new(2);
    let service = town.serve();
    service.waits_for_the_first_round();
    service.waits_for(&[0, 1]);
    // Older than what is published, and nobody knows it.
    town.mirrors[0].gets(0);
    service.waits_for(&[1]);
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
fn while_everybody_is_silent_the_list_stays_as_it_was() {
    let town = Town::new(3);
    let service = town.serve();
    service.waits_for_the_first_round();
    town.mirrors[1].turns(Mood::Fails);
    service.waits_for(&[0, 2]);
    for mirror in town.mirrors.iter().chain([&town.reference]) {
        mirror.turns(Mood::Silent);
    }
    service.complains_of("the fault is more likely here");
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
    let fallback = "[server]\nfallback_url = 'http://fallback.example.org/linux'";
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
fn a_drain_works_on_the_running_service_and_is_shown() {
    let town = Town::new(3);
    let service = town.serve_with("1h", "", &[]);
    service.waits_for_the_first_round();
    let (a, b) = (name(0), name(1));
    let (code, said) = town.run(&["drain", &a, "--reason", "new disks"]);
    assert_eq!(code, 0, "{said}");
    service.waits_for(&[1, 2]);
    assert_eq!(service.status(0), "drained: new disks");
    let registry = town.folder.path().join("registry");
    let question = ["--ip", "192.0.2.1", "--version", "9", "--repo", "baseos", "--explain"];
    let (code, said) = town.run(&[&["select", registry.to_str().unwrap()][..], &question].concat());
    assert!(code == 0 && said.contains("taken out by the operator") && said.contains(&a), "{said}");

    let json = [&["select", registry.to_str().unwrap()][..], &question[..6], &["--format", "json"]].concat();
    let (_, said) = town.run(&json);
    let answer: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(answer["excluded"][0]["reason"], "drained", "{said}");
    assert_eq!(answer["excluded"][0]["drain"]["reason"], "new disks", "{said}");

    let (code, said) = town.run(&["drain", &b, "--until", "8s"]);
    assert_eq!(code, 0, "{said}");
    service.waits_for(&[2]);
    // Nobody undoes it.
    service.waits_for(&[1, 2]);

    // A file that is no list leaves everybody as they were.
    let file = town.folder.path().join("drained.json");
    let text = fs::read(&file).unwrap();
    fs::write(&file, "{").unwrap();
    let mut service = service;
    service.program.wait_for_line("who was taken out before stays so");
    service.waits_for(&[1, 2]);
    fs::write(&file, text).unwrap();
    let (code, said) = town.run(&["drain", &a, "--undo"]);
    assert!(code == 0 && said.contains("serves again"), "{said}");
    service.waits_for(&[0, 1, 2]);
}

#[test]
fn a_damaged_database_is_told_and_left_as_it_is() {
    let town = Town::new(2);
    let file = town.folder.path().join("maneki.db");
    let rubbish = "no database ".repeat(1000);
    fs::write(&file, &rubbish).unwrap();
    let service = town.serve();
    assert_eq!(service.numbers().len(), 2);
    service.complains_of("cannot be kept for a restart");
    town.mirrors[1].turns(Mood::Fails);
    service.waits_for(&[0]);
    service.complains_of("cannot be kept for a restart");
    assert_eq!(fs::read_to_string(&file).unwrap(), rubbish);
}

#[test]
fn a_hangup_changes_the_pace_and_the_reference() {
    let town = Town::new(2);
    let other = Actor::new();
    other.gets(7);
    let service = town.serve_with("1h", "", &[]);
    service.waits_for_the_first_round();
    town.mirrors[1].gets(7);
    // Within the hour nobody looks; after the hangup somebody does, and compares with the other tree.
    let settings = town.settings("1s", "");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace(&town.reference.url(), &other.url())).unwrap();
    service.program.signal("HUP");
    let asked = || other.server.requests().iter().any(|request| request.path.ends_with("repomd.xml"));
    until("the other tree to be asked", || asked().then_some(()));
    service.waits_for_rounds(2);
    // By the old tree it would be ahead, and go last.
    until("the other tree to count", || (service.numbers() == [1, 0]).then_some(()));
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
    until("it to be looked at", || (!bare.requests().is_empty()).then_some(()));
    let (old, new) = (town.mirrors[1].url(), bare.url("127.0.0.1"));
    until("it to go", || {
        let list = service.list("baseos");
        (list.len() == 2 && !list.iter().any(|line| line.starts_with(&old) || line.starts_with(&new)))
            .then_some(())
    });
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
    // A drain is the operator's word and no question to anybody.
    let (code, said) = town.run(&["drain", &name(0)]);
    assert_eq!(code, 0, "{said}");
    service.waits_for(&[1, 2]);
    service.program.signal("TERM");
    service.program.wait();
    for mirror in town.mirrors.iter().chain([&town.reference]) {
        assert_eq!(mirror.server.requests(), []);
    }
}
