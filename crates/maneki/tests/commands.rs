//! The command line: outputs, messages and exit codes.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests write the files that they name")]

use std::fs;
use std::net::TcpListener;
use std::process::{Command, Output};

use maneki_testkit::example_registry;
use tempfile::tempdir;

/// Runs `maneki` in a folder of its own; paths of the example are given as they are.
fn maneki(arguments: &[&str]) -> (i32, String, String) {
    let home = tempdir().unwrap();
    run(Command::new(env!("CARGO_BIN_EXE_maneki"))
        .args(arguments)
        .current_dir(home.path())
        .env("HOME", home.path()))
}

fn run(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

fn select(arguments: &[&str]) -> (i32, String, String) {
    let registry = example_registry();
    maneki(&[&["mirror", "select", registry.to_str().unwrap()], arguments].concat())
}

#[test]
fn a_selection_is_shown_for_people() {
    let (code, text, _) = select(&["--ip", "185.15.59.224", "--version", "4", "--repo", "baseos"]);
    assert_eq!(code, 0);
    assert!(text.starts_with("client   185.15.59.224, somewhere in The Netherlands, AS14907\n"), "{text}");
    assert!(text.contains("  1  country   NL"), "{text}");
    assert!(text.contains(" 10  far "), "{text}");
}

#[test]
fn an_explanation_names_every_mirror_once() {
    let (code, text, _) = select(&["--ip", "192.0.2.17", "--version", "4", "--repo", "baseos", "--explain"]);
    assert_eq!(code, 0);
    assert!(text.contains("subnet: names a network that 192.0.2.17 is in\n  1  CH"), "{text}");
    assert!(text.contains("private, for other networks"), "{text}");
    for entry in fs::read_dir(example_registry().join("mirrors.d")).unwrap().map(Result::unwrap) {
        let file = entry.file_name().into_string().unwrap();
        let name = file.strip_suffix(".yml").unwrap();
        assert!(text.contains(name), "{name}");
    }
}

#[test]
fn a_selection_is_json_for_programs() {
    let arguments = [
        "--ip",
        "5.9.0.1",
        "--version",
        "4.1-beta",
        "--repo",
        "baseos",
        "--format",
        "json",
        "--arch",
        "x86_64",
    ];
    let (_, vault, _) = select(&arguments);
    let vault: serde_json::Value = serde_json::from_str(&vault).unwrap();
    assert_eq!(vault["mirrors"][0]["url"], "http://vault.tanuki.example/4.1-beta/BaseOS/x86_64/os/");
    let (_, text, _) = select(&["--ip", "5.9.0.1", "--version", "4", "--repo", "baseos", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["client"]["country"], "DE");
    assert_eq!(answer["client"]["asn"], 24940);
    assert_eq!(answer["mirrors"].as_array().unwrap().len(), 10);
    assert!(answer["mirrors"][0]["distance_km"].is_u64());
    let excluded = answer["excluded"].as_array().unwrap();
    assert_eq!(excluded.len(), 36);
    let reason =
        |name: &str| excluded.iter().find(|mirror| mirror["name"] == name).unwrap()["reason"].clone();
    assert_eq!(reason("mirror.bank.example"), "private");
    assert_eq!(reason("aws.mirror.example.com"), "cloud");
}

#[test]
fn the_answer_of_a_moment_can_be_repeated() {
    let at = |time: &str| {
        let asked = ["--ip", "192.0.2.200", "--version", "4", "--repo", "baseos", "--at", time];
        let (code, text, err) = select(&asked);
        assert_eq!(code, 0, "{err}");
        text
    };
    let answer = at("2026-11-23T07:15:00Z");
    assert_eq!(answer, at("1795418100"));
    assert_eq!(answer, at("2026-11-23T08:19:59.9+01:00"), "five minutes are one slot");
    assert_ne!(answer, at("2026-11-23T07:20:00Z"));
    for wrong in ["yesterday", "-1", "1e9", "99999999999999999999"] {
        let at = format!("--at={wrong}");
        let (code, _, err) = select(&["--ip", "192.0.2.1", "--version", "4", "--repo", "baseos", &at]);
        assert!(code == 2 && err.contains("2026-11-23T07:15:00Z"), "{wrong}: {code} {err}");
    }
}

#[test]
fn a_database_that_cannot_be_used_is_told_and_the_built_in_tables_answer() {
    let home = tempdir().unwrap();
    let registry = example_registry();
    let (code, text, err) = run(Command::new(env!("CARGO_BIN_EXE_maneki"))
        .args([
            "mirror",
            "select",
            registry.to_str().unwrap(),
            "--ip",
            "185.15.59.224",
            "--version",
            "4",
            "--repo",
            "baseos",
        ])
        .current_dir(home.path())
        .env("HOME", home.path())
        .env("MANEKI_MIRROR__GEO__DATABASES", "missing.mmdb"));
    assert_eq!(code, 0);
    assert!(err.starts_with("warning: ") && err.contains("missing.mmdb"), "{err}");
    assert!(text.contains("country   NL   ~42 km"), "{text}");
}

#[test]
fn what_does_not_exist_is_wrong_usage() {
    for arguments in [
        &["--version", "80", "--repo", "baseos"][..],
        &["--version", "4", "--repo", "nosuch"],
        &["--version", "4", "--repo", "baseos", "--arch", "sparc"],
        &["--version", "4", "--repo", "baseos", "--country", "ZZ"],
        &["--version", "4", "--repo", "baseos", "--protocol", "ftp"],
    ] {
        let (code, out, err) = select(&[&["--ip", "5.9.0.1"], arguments].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.starts_with("error: "), "{err}");
    }
}

#[test]
fn a_registry_that_cannot_be_read_is_the_worlds_fault() {
    let folder = tempdir().unwrap();
    let here = folder.path().to_str().unwrap();
    let (code, _, err) = maneki(&["serve", &format!("{here}/nothing")]);
    assert_eq!(code, 3);
    assert!(err.contains("there is no such folder; name a folder with a `config.yml`"), "{err}");
    let (code, _, err) = maneki(&["serve", here]);
    assert_eq!(code, 3);
    assert!(err.contains("has no config.yml: is this the folder of a registry?"), "{err}");
    fs::write(folder.path().join("config.yml"), "allowed_outdate: 12h\nmirrorlist_dir: x\n").unwrap();
    let (code, _, err) = maneki(&["serve", here]);
    assert_eq!(code, 3);
    assert!(err.contains("`config_version` 1 is not supported"), "{err}");
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let registry = example_registry();
    let (code, _, err) = maneki(&["serve", registry.to_str().unwrap(), "--no-check", "--listen", &address]);
    assert_eq!(code, 3);
    assert!(err.contains(&format!("cannot listen on {address}")), "{err}");
}

#[test]
fn an_address_to_listen_on_that_is_none_is_answered_with_an_example() {
    let registry = example_registry();
    for wrong in ["8080", "mirrors.example.org:8099", ""] {
        let (code, _, err) = maneki(&["serve", registry.to_str().unwrap(), "--listen", wrong]);
        assert_eq!(code, 2, "{err}");
        assert!(err.contains("write it like `--listen [::]:8080`"), "{err}");
    }
}

#[test]
fn a_wrong_configuration_is_told_before_anything_starts() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("maneki.toml");
    fs::write(&file, "[server]\nlisten = \"nowhere\"\nrotatoin = \"5m\"\n").unwrap();
    let registry = example_registry();
    let arguments = ["serve", registry.to_str().unwrap(), "--config", file.to_str().unwrap()];
    let (code, _, err) = maneki(&arguments);
    assert_eq!(code, 2);
    assert!(
        err.contains("maneki.toml:2:") && err.contains("maneki.toml:3:") && err.contains("rotation"),
        "{err}"
    );
    let (code, _, err) = maneki(&["config", "print", "--config", "/nowhere/maneki.toml"]);
    assert_eq!(code, 2);
    assert!(err.contains("/nowhere/maneki.toml"), "{err}");
}

#[test]
fn a_link_to_no_configuration_is_not_taken_for_none() {
    let folder = tempdir().unwrap();
    std::os::unix::fs::symlink("/nowhere", folder.path().join("maneki.toml")).unwrap();
    let mut print = Command::new(env!("CARGO_BIN_EXE_maneki"));
    let (code, _, err) = run(print.args(["config", "print"]).current_dir(folder.path()));
    assert_eq!(code, 2);
    assert!(err.contains("maneki.toml: the configuration cannot be read"), "{err}");
}

#[test]
fn the_configuration_is_printed_with_its_origins() {
    let home = tempdir().unwrap();
    fs::write(home.path().join("maneki.toml"), "[mirror.check]\ninterval = \"1m\"\n").unwrap();
    let (code, text, _) = run(Command::new(env!("CARGO_BIN_EXE_maneki"))
        .args(["config", "print"])
        .current_dir(home.path())
        .env("MANEKI_MIRROR__LIST_LENGTH", "7"));
    assert_eq!(code, 0);
    for line in [
        "interval = \"1m\"  # maneki.toml:2",
        "list_length = 7  # MANEKI_MIRROR__LIST_LENGTH",
        "listen = \"127.0.0.1:8080\"  # default",
    ] {
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn every_command_has_help_with_an_example() {
    for command in [
        &["serve"][..],
        &["mirror"],
        &["mirror", "select"],
        &["mirror", "lint"],
        &["mirror", "check"],
        &["mirror", "drain"],
        &["mirror", "new"],
        &["mirror", "rule"],
        &["mirror", "schema"],
        &["config"],
        &["config", "print"],
        &["completions"],
    ] {
        let (code, text, _) = maneki(&[command, &["--help"]].concat());
        assert_eq!(code, 0);
        assert!(text.contains("Example") && text.contains("maneki "), "{text}");
    }
    let (code, _, err) = maneki(&["nonsense"]);
    assert_eq!(code, 2);
    assert!(err.contains("unrecognized subcommand"), "{err}");
}

#[test]
fn completions_and_the_manual_are_generated() {
    for shell in ["bash", "zsh", "fish"] {
        let (code, text, _) = maneki(&["completions", shell]);
        assert!(code == 0 && text.contains("maneki") && text.contains("no-check"), "{shell}");
    }
    let folder = tempdir().unwrap();
    let (code, text, _) = maneki(&["man", "--dir", folder.path().to_str().unwrap()]);
    assert_eq!((code, text.as_str()), (0, ""));
    for page in ["maneki.1", "maneki-serve.1", "maneki-config-print.1", "maneki-mirror-lint.1"] {
        assert!(fs::read_to_string(folder.path().join(page)).unwrap().contains(".SH NAME"), "{page}");
        assert!(fs::read_to_string(folder.path().join(page)).unwrap().contains("MANEKI_"), "{page}");
    }
    let (code, _, err) = maneki(&["man", "--dir", "/proc/man1"]);
    assert!(code == 3 && err.contains("/proc/man1"), "{err}");
    let (code, text, _) = maneki(&["man"]);
    assert!(code == 0 && text.contains(".TH") && text.contains("mirror"), "{text}");
}
