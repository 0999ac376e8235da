//! The real dnf, installing a real package from mirrors that behave well and badly.
//!
//! Needs Debian's `dnf`, `rpm` and `createrepo-c`, and root: rpm changes the root folder of its transactions.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]
#![expect(clippy::disallowed_methods, reason = "the tests make the packages that are served")]

mod guide;
mod network;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use maneki_mirror_formats::metalink::Metalink;
use maneki_testkit::{FakeMirror, Files, Then, Wire, until};
use network::{Network, REPOSITORY, mirror, url};
use tempfile::{TempDir, tempdir};

const MIRRORLIST: &str = "/mirrorlist/4/baseos?arch=x86_64";
const METALINK: &str = "/metalink/4/baseos?arch=x86_64";

/// Whether dnf is here and may run. Where not, the test says so and is over; in CI it has to be.
fn has_dnf() -> bool {
    let answers = |program: &str| {
        Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
    };
    let is_root = || Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    let here = ["dnf", "rpmbuild", "createrepo_c"].into_iter().all(answers) && is_root();
    assert!(here || std::env::var_os("CI").is_none(), "dnf, rpm, createrepo-c and root are needed");
    if !here {
        println!("skipped: dnf, rpm, createrepo-c and root are needed");
    }
    here
}

/// The tree with a version of the package `tanuki-tail`.
fn tree(version: u32) -> Files {
    let folder = tempdir().unwrap();
    let spec = format!(
        "Name: tanuki-tail\nVersion: {version}\nRelease: 1\nSummary: A tail\nLicense: MIT\nBuildArch: noarch\n\
         %description\nA tail.\n%install\nmkdir -p %{{buildroot}}/opt\n\
         echo {version} > %{{buildroot}}/opt/tanuki-tail\n%files\n/opt/tanuki-tail\n"
    );
    let path = |below: &str| folder.path().join(below);
    let repository = path(&format!("tree/{REPOSITORY}"));
    fs::create_dir_all(repository.join("Packages")).unwrap();
    fs::write(path("tail.spec"), spec).unwrap();
    let topdir = format!("_topdir {}", path("build").display());
    let rpmdir = format!("_rpmdir {}", repository.join("Packages").display());
    run(Command::new("rpmbuild")
        .args(["-bb", "--define", &topdir, "--define", &rpmdir])
        .arg(path("tail.spec")));
    let revision = format!("{}", 1_700_000_000 + version);
    run(Command::new("createrepo_c").args(["--revision", &revision]).arg(&repository));
    let files = Files::read(&path("tree"));
    files.put("TIME", Timestamp::now().as_second().to_string().as_bytes());
    files
}

fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}\n{}", told_by(&output));
    output
}

fn told_by(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A machine with a dnf of its own.
struct Machine {
    folder: TempDir,
}

impl Machine {
    /// A client that requests its list from a URL. `key` is `mirrorlist` or `metalink`, as in the repo file.
    fn new(key: &str, list: &str) -> Self {
        Self::with_repo(&format!("[baseos]\nname=baseos\n{key}={list}\n"))
    }

    /// One with a repo file.
    fn with_repo(repo: &str) -> Self {
        let folder = tempdir().unwrap();
        let path = |below: &str| {
            let path = folder.path().join(below);
            fs::create_dir_all(&path).unwrap();
            path.display().to_string()
        };
        let config = format!(
            "[main]\ngpgcheck=0\ntimeout=5\nretries=1\nplugins=0\ncachedir={}\nlogdir={}\npersistdir={}\n\
             reposdir={}\nvarsdir={}\ninstall_weak_deps=0\n",
            path("cache"),
            path("log"),
            path("persist"),
            path("repos"),
            path("vars"),
        );
        fs::write(folder.path().join("dnf.conf"), config).unwrap();
        fs::write(folder.path().join("repos/tanuki.repo"), repo).unwrap();
        path("root");
        Self { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("root")
    }

    /// Runs dnf, which has to succeed.
    fn dnf(&self, arguments: &[&str]) {
        run(self.command().args(arguments));
    }

    fn command(&self) -> Command {
        let mut dnf = Command::new("dnf");
        dnf.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("LC_ALL", "C");
        dnf.env("HOME", self.folder.path()).arg("--config").arg(self.folder.path().join("dnf.conf"));
        dnf.args([
            "--noplugins",
            "--assumeyes",
            "--releasever=4",
            "--forcearch=x86_64",
            // The packages of this test are not signed, whatever the repo file says.
            "--nogpgcheck",
            "--setopt=module_platform_id=platform:el4",
        ]);
        dnf.arg("--installroot").arg(self.root());
        dnf
    }

    /// What a user does now and then.
    fn install_the_latest(&self) {
        if self.tail().is_some() {
            self.dnf(&["upgrade", "--refresh"]);
        } else {
            self.dnf(&["install", "tanuki-tail"]);
        }
    }

    /// The version of the package that is installed.
    fn tail(&self) -> Option<String> {
        let text = fs::read_to_string(self.root().join("opt/tanuki-tail")).ok()?;
        Some(text.trim().to_owned())
    }
}

/// What dnf, and not the checker, asked a mirror for.
fn asked_by_dnf(mirror: &FakeMirror) -> Vec<String> {
    let by_dnf = mirror.requests().into_iter().filter(|request| request.head.contains("libdnf"));
    by_dnf.map(|request| request.path).collect()
}

fn get_package(paths: &[String]) -> usize {
    paths.iter().filter(|path| path.contains(".rpm")).count()
}

#[test]
fn the_real_dnf_installs_from_good_mirrors_and_from_no_others() {
    if !has_dnf() {
        return;
    }
    let (old, current) = (tree(1), tree(2));
    let good_files = [current.copy(), current.copy()];
    let corrupt_files = current.copy();
    corrupt_files.spoil("repomd.xml", |bytes| *bytes = b"<html>Welcome!</html>".to_vec());
    let [reference, stale, corrupt] = [&current, &old, &corrupt_files].map(mirror);
    let mut good: Vec<FakeMirror> = good_files.iter().map(mirror).collect();
    let slow =
        FakeMirror::start(|_| Wire::raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n", Then::Drip));
    let dead = url(&mirror(&Files::default()));
    let mirrors = [
        ("good.example", url(&good[0])),
        ("fine.example", url(&good[1])),
        ("stale.example", url(&stale)),
        ("corrupt.example", url(&corrupt)),
        ("slow.example", url(&slow)),
        ("dead.example", dead),
    ];
    let network = Network::start(&url(&reference), &mirrors, &[]);
    network.wait_for_a_round();
    let lists = [("mirrorlist", MIRRORLIST), ("metalink", METALINK)];
    let machine =
        |(key, path): (&str, &str)| Machine::new(key, &format!("http://{}{path}", network.service.address));
    let front = usize::from(network.get(MIRRORLIST).starts_with(&url(&good[1])));
    let packages =
        |good: &[FakeMirror]| [front, 1 - front].map(|number| get_package(&asked_by_dnf(&good[number])));
    for list in lists {
        let text = network.get(list.1);
        assert_eq!(text.matches("http://127.0.0.1").count(), 2, "{text}");
        let machine = machine(list);
        machine.dnf(&["install", "tanuki-tail"]);
        assert_eq!(machine.tail().as_deref(), Some("2"));
    }
    // The first of the list does it all.
    assert_eq!(packages(&good), [2, 0]);

    // After the check its packages are damaged: dnf sees it, and goes to the next.
    good_files[front].spoil(".rpm", |bytes| bytes.reverse());
    for list in lists {
        let machine = machine(list);
        machine.dnf(&["install", "tanuki-tail"]);
        assert_eq!(machine.tail().as_deref(), Some("2"));
    }
    let [damaged, sound] = packages(&good);
    assert!(damaged >= 4 && sound == 2, "{damaged} and {sound}");

    // It falls back to an old tree: a plain list would lead there, the metalink saves its client.
    good_files[front].become_like(&old);
    let saved = machine(("metalink", METALINK));
    saved.dnf(&["install", "tanuki-tail"]);
    assert_eq!(saved.tail().as_deref(), Some("2"));

    // It stops, and no check has noticed yet.
    drop(good.remove(front));
    for list in lists {
        let machine = machine(list);
        machine.dnf(&["install", "tanuki-tail"]);
        assert_eq!(machine.tail().as_deref(), Some("2"));
    }
    for bad in [&stale, &corrupt, &slow] {
        assert_eq!(asked_by_dnf(bad), [""; 0], "{}", url(bad));
    }
}

/// How a mirror serves that has too much to do.
#[derive(Clone, Copy)]
enum Pace {
    /// As it should.
    Well,
    /// A byte now and then, of every file.
    Drips,
    /// Small files as it should, and half of a package.
    Stalls,
    /// Takes questions, and answers none.
    IsSilent,
}

/// A mirror that has these files, and the pace that it serves them at.
fn mirror_with_pace(files: &Files) -> (FakeMirror, Arc<Mutex<Pace>>) {
    let (files, pace) = (files.clone(), Arc::new(Mutex::new(Pace::Well)));
    let now = Arc::clone(&pace);
    let mirror = FakeMirror::start(move |request| {
        let whole = files.answer(request);
        // With another length than the right one dnf would leave it at once.
        let head = whole.bytes.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap() + 4;
        let pace = *now.lock().unwrap();
        match pace {
            Pace::Drips => Wire::raw(&whole.bytes[..head], Then::Drip),
            Pace::Stalls if request.path.contains(".rpm") => {
                Wire::raw(&whole.bytes[..usize::midpoint(head, whole.bytes.len())], Then::Hang)
            }
            Pace::IsSilent => Wire::raw(b"", Then::Hang),
            Pace::Well | Pace::Stalls => whole,
        }
    });
    (mirror, pace)
}

#[test]
fn the_real_dnf_leaves_a_mirror_that_became_slow_after_its_check() {
    if !has_dnf() {
        return;
    }
    let files = tree(1);
    let reference = mirror(&files);
    let (servers, paces): (Vec<_>, Vec<_>) = [&files, &files].map(mirror_with_pace).into_iter().unzip();
    let names = ["one.example", "two.example"];
    let mirrors: Vec<_> = names.into_iter().zip(servers.iter().map(url)).collect();
    let network = Network::start(&url(&reference), &mirrors, &[]);
    network.wait_for_a_round();
    let first = usize::from(network.get(MIRRORLIST).starts_with(&url(&servers[1])));
    let asked = || [first, 1 - first].map(|number| asked_by_dnf(&servers[number]));
    for pace in [Pace::Well, Pace::Drips, Pace::Stalls, Pace::IsSilent] {
        *paces[first].lock().unwrap() = pace;
        for (key, path) in [("mirrorlist", MIRRORLIST), ("metalink", METALINK)] {
            let before = asked();
            // No mirror is checked again in this test: both are in the list, and the slow one comes first.
            let list = network.get(path);
            let place = |number: usize| list.find(&url(&servers[number])).unwrap();
            assert!(place(first) < place(1 - first), "{list}");
            let machine = Machine::with_repo(&format!(
                "[baseos]\nname=baseos\n{key}=http://{}{path}\ntimeout=2\nminrate=1000\n",
                network.service.address
            ));
            machine.dnf(&["install", "tanuki-tail"]);
            assert_eq!(machine.tail().as_deref(), Some("1"));
            let after = asked();
            let [of_first, of_next] = [0, 1].map(|number| &after[number][before[number].len()..]);
            // dnf requested the file that the first mirror does not deliver, and got the package from the next one.
            let from_next = usize::from(!matches!(pace, Pace::Well));
            assert!(get_package(of_first) > 0, "{of_first:?}");
            assert_eq!(get_package(of_next), from_next, "{of_next:?}");
            let metadata = of_next.iter().filter(|path| path.contains("/repodata/")).count();
            let whole = matches!(pace, Pace::Drips | Pace::IsSilent);
            assert_eq!(metadata > 0, whole, "{of_next:?}");
        }
    }
}

#[test]
fn no_client_fails_while_something_new_goes_from_mirror_to_mirror() {
    if !has_dnf() {
        return;
    }
    let (old, new) = (tree(1), tree(2));
    let reference_files = old.copy();
    let mirror_files = [old.copy(), old.copy(), old.copy()];
    let (reference, servers) = (mirror(&reference_files), mirror_files.each_ref().map(mirror));
    let names = ["one.example", "two.example", "three.example"];
    let mirrors: Vec<_> = names.into_iter().zip(servers.iter().map(url)).collect();
    let network = Network::start(&url(&reference), &mirrors, &[]);
    network.wait_for_a_round();
    let metalink = || Metalink::parse(&network.get(METALINK)).unwrap();
    let before = metalink();
    assert_eq!(before.resources.len(), 3);
    let machine =
        |key: &str, path: &str| Machine::new(key, &format!("http://{}{path}", network.service.address));
    let old_hands = [machine("mirrorlist", MIRRORLIST), machine("metalink", METALINK)];
    // Each has an old machine that is brought up to date, and new ones that install from nothing.
    let everybody_is_content = || {
        for (key, path) in [("mirrorlist", MIRRORLIST), ("metalink", METALINK)] {
            machine(key, path).install_the_latest();
        }
        old_hands.iter().for_each(Machine::install_the_latest);
    };
    everybody_is_content();
    assert!(old_hands.iter().all(|machine| machine.tail().as_deref() == Some("1")));

    reference_files.become_like(&new);
    everybody_is_content();
    until("the new digest", || (metalink().current != before.current).then_some(()));
    assert_eq!(metalink().alternates, [before.current]);
    assert_eq!(metalink().resources.len(), 3);
    for files in &mirror_files {
        everybody_is_content();
        files.become_like(&new);
    }
    everybody_is_content();
    assert!(old_hands.iter().all(|machine| machine.tail().as_deref() == Some("2")));
}

#[test]
fn the_repo_files_of_the_guide_do_what_it_says() {
    if !has_dnf() {
        return;
    }
    let files = tree(1);
    let [reference, good, slow] = [&files, &files, &files].map(mirror);
    let mirrors = [("good.example.net", url(&good)), ("slow.example.net", url(&slow))];
    let network = Network::start(&url(&reference), &mirrors, &[]);
    network.wait_for_a_round();
    let asked = || [&good, &slow].map(|mirror| asked_by_dnf(mirror).len());
    let mut told = Vec::new();
    for repo in guide::blocks("ini", network.service.address) {
        let before = asked();
        let machine = Machine::with_repo(&repo);
        let wants = |word: &str| repo.contains(word);
        if wants("protocol=https") {
            // No mirror of this test has HTTPS, and the client does not accept plain HTTP.
            let output = machine.command().args(["install", "tanuki-tail"]).output().unwrap();
            assert!(!output.status.success(), "{}", told_by(&output));
            assert_eq!(asked(), before);
            told.push("https only");
            continue;
        }
        machine.dnf(&["install", "tanuki-tail"]);
        assert_eq!(machine.tail().as_deref(), Some("1"), "{repo}");
        if wants("exclude=slow.example.net") {
            assert_eq!(asked()[1], before[1]);
            assert!(asked()[0] > before[0]);
            told.push("not from one mirror");
        } else if wants("minrate=") {
            told.push("no patience");
        } else {
            told.push(if wants("metalink=") { "metalink" } else { "mirrorlist" });
        }
    }
    assert_eq!(told, ["metalink", "mirrorlist", "https only", "not from one mirror", "no patience"]);
}
