//! A registry with some mirrors in this process, a reference tree, and a service over them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::time::SystemTime;

use maneki_testkit::http::get;
use maneki_testkit::{FakeMirror, Program, Request, Then, Wire, until};
use serde_json::Value;
use tempfile::{TempDir, tempdir};

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_maneki");

pub(crate) const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: mirrors.d\n\
    vault_mirror: https://vault.example.org/\nversions: ['9']\nduplicated_versions: {}\n\
    vault_versions: ['8.3']\nrequired_protocols: [http, https]\narches: {'9': [x86_64]}\nrepos:\n  \
    - {name: appstream, path: AppStream/$basearch/os/}\n  - {name: baseos, path: BaseOS/$basearch/os/}\n";

/// How a mirror behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Mood {
    Good,
    Fails,
    Silent,
    Hangs,
    /// A fresh `TIME`, and a web page instead of all other files.
    Rots,
}

/// A mirror whose behaviour the story changes while it is watched.
pub(crate) struct Actor {
    pub(crate) server: FakeMirror,
    mood: Arc<AtomicU8>,
    revision: Arc<AtomicU32>,
}

impl Actor {
    pub(crate) fn new() -> Self {
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

    pub(crate) fn turns(&self, mood: Mood) {
        self.mood.store(mood as u8, Ordering::SeqCst);
    }

    /// Synchronises with its source.
    pub(crate) fn gets(&self, revision: u32) {
        self.revision.store(revision, Ordering::SeqCst);
    }

    pub(crate) fn url(&self) -> String {
        self.server.url("127.0.0.1")
    }
}

/// What a mirror in order answers. Each revision has another repomd.xml.
pub(crate) fn good(request: &Request, revision: u32) -> Wire {
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

pub(crate) fn repomd(path: &str, revision: u32) -> String {
    let digits = format!("{:02x}", path.len());
    format!(
        "<?xml version=\"1.0\"?>\n<repomd xmlns=\"http://linux.duke.edu/metadata/repo\">\
         <revision>{revision}</revision><data type=\"primary\"><checksum type=\"sha256\">{digits}</checksum>\
         <location href=\"repodata/primary-{revision}.xml.gz\"/><size>7</size></data></repomd>\n"
    )
}

/// A registry with some mirrors, called `a`, `b` and so on, a reference tree, and a service over them.
pub(crate) struct Town {
    pub(crate) mirrors: Vec<Actor>,
    pub(crate) reference: Actor,
    pub(crate) folder: TempDir,
}

impl Town {
    pub(crate) fn new(mirrors: usize) -> Self {
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

    pub(crate) fn declare(&self, number: usize, url: &str) {
        let name = name(number);
        let text = format!(
            "name: {name}\naddress: {{http: '{url}'}}\nupdate_frequency: 1h\nsponsor: Example\n\
             sponsor_url: https://example.org/\ngeolocation: {{country: DE}}\n"
        );
        fs::write(self.folder.path().join(format!("registry/mirrors.d/{name}.yml")), text).unwrap();
    }

    pub(crate) fn settings(&self, interval: &str, others: &str) -> PathBuf {
        let file = self.folder.path().join("maneki.toml");
        let text = format!(
            "{others}\n[outbound]\nallow_private_addresses = true\n[mirror.check]\ninterval = '{interval}'\nmirror_timeout = '2s'\nreference = '{}'\n\
             reference_interval = '1s'\n",
            self.reference.url()
        );
        fs::write(&file, text).unwrap();
        file
    }

    pub(crate) fn serve_with(&self, interval: &str, others: &str, arguments: &[&str]) -> Service<'_> {
        let settings = self.settings(interval, others);
        self.serve_by(&settings, arguments)
    }

    pub(crate) fn serve_by(&self, settings: &Path, arguments: &[&str]) -> Service<'_> {
        let arguments = [&["--config", settings.to_str().unwrap()], arguments].concat();
        let registry = self.folder.path().join("registry");
        let program = Program::serve(BINARY, &registry, self.folder.path(), &arguments, &[]);
        Service { program, town: self }
    }

    pub(crate) fn serve(&self) -> Service<'_> {
        self.serve_with("1s", "", &[])
    }

    /// Another command over the same state folder: its exit code and what it says.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String) {
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

pub(crate) fn name(number: usize) -> String {
    format!("{}.example.org", ["a", "b", "c", "d"][number])
}

pub(crate) struct Service<'a> {
    pub(crate) program: Program,
    pub(crate) town: &'a Town,
}

impl Service<'_> {
    pub(crate) fn list(&self, question: &str) -> Vec<String> {
        let reply = get(self.program.address, &format!("/mirrorlist/9/{question}"), &[]);
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.lines().into_iter().map(str::to_owned).collect()
    }

    /// The numbers of the mirrors in a list, in its order.
    pub(crate) fn numbers(&self) -> Vec<usize> {
        let number = |line: &String| self.town.mirrors.iter().position(|one| line.starts_with(&one.url()));
        self.list("baseos").iter().map(|line| number(line).unwrap()).collect()
    }

    pub(crate) fn waits_for(&self, wanted: &[usize]) {
        let wanted: BTreeSet<usize> = wanted.iter().copied().collect();
        until(&format!("{wanted:?}"), || (BTreeSet::from_iter(self.numbers()) == wanted).then_some(()));
    }

    pub(crate) fn ready(&self) -> Value {
        serde_json::from_str(&get(self.program.address, "/readyz", &[]).body).unwrap()
    }

    pub(crate) fn rounds(&self) -> u64 {
        self.ready()["rounds"].as_u64().unwrap()
    }

    /// Waits until every mirror has been checked, even if that is already true and the next round is an hour away.
    pub(crate) fn waits_for_the_first_round(&self) {
        until("the first round", || (self.rounds() >= 1).then_some(()));
    }

    /// Waits until so many more rounds are over: the last of them began after this call.
    pub(crate) fn waits_for_rounds(&self, more: u64) {
        let wanted = self.rounds() + more;
        until("rounds", || (self.rounds() >= wanted).then_some(()));
    }

    pub(crate) fn complains_of(&self, words: &str) {
        until(words, || self.ready()["problems"].to_string().contains(words).then_some(()));
    }

    pub(crate) fn has_no_complaint(&self) {
        until("the complaints to end", || (self.ready()["problems"] == serde_json::json!([])).then_some(()));
    }

    pub(crate) fn status(&self, number: usize) -> String {
        let all = get(self.program.address, "/debug/json/all_mirrors", &[]).body;
        let all: Value = serde_json::from_str(&all).unwrap();
        all["result"][name(number)]["status"].as_str().unwrap().to_owned()
    }
}
