//! The commands on folders: what they print, how they exit, and what they leave on the disk.
#![expect(clippy::disallowed_methods, reason = "commands work on files")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The program with the commands, which cargo builds with the tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().unwrap().with_file_name("examples").join("source")
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(program())
        .args(arguments)
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("{error}\n{}\n{}", text(&output.stdout), text(&output.stderr));
    })
}

/// A folder with the example.
fn example() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/sources");
    copy(&source, folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file below a folder with its content.
fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(snapshot(&path));
        } else {
            files.push((path.clone(), fs::read(path).unwrap()));
        }
    }
    files.sort();
    files
}

const LANTERN: [&str; 5] = ["imports/lantern", "--config", "configs/lantern", "--date", "2025-01-14"];

#[test]
fn plan_shows_what_apply_writes_and_writes_nothing() {
    let folder = example();
    let before = snapshot(folder.path());
    let plan = run(folder.path(), &[&["plan"], &LANTERN[..], &["--format", "json"]].concat());
    assert_eq!(plan.status.code(), Some(0));
    let plan = json(&plan);
    assert_eq!(
        (&plan["applies"], &plan["changed"], &plan["suffix"]),
        (&true.into(), &true.into(), &".tan.1".into())
    );
    assert_eq!(plan["evr"], "2.4-3.tan.1");
    assert_eq!(plan["files"][0]["path"], "lantern-2.4-tanuki-colours.patch");
    assert_eq!(plan["files"][0]["change"], "added");
    assert_eq!(snapshot(folder.path()), before);

    let apply = run(folder.path(), &[&["apply"], &LANTERN[..]].concat());
    assert_eq!((apply.status.code(), text(&apply.stdout)), (Some(0), String::new()));
    let spec = fs::read_to_string(folder.path().join("imports/lantern/lantern.spec")).unwrap();
    assert!(
        spec.contains("# Applying AlmaLinux Patch\n%patch2 -p1 -b .lantern-24-tanuki-colours\n"),
        "{spec}"
    );
    assert!(spec.contains("* Tue Jan 14 2025 Ada Example <ada@tanuki.example> - 2.4-3.tan.1\n"), "{spec}");

    let again = run(folder.path(), &[&["apply"], &LANTERN[..], &["--format", "json"]].concat());
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(json(&again)["diagnostics"][0]["code"], "already-applied");
}

#[test]
fn a_failing_entry_leaves_the_package_as_it_was() {
    let folder = example();
    let config = folder.path().join("configs/lantern/config.yaml");
    let more = "  - replace:\n      - {target: spec, find: not there at all, replace: x}\n";
    fs::write(&config, fs::read_to_string(&config).unwrap() + more).unwrap();
    let before = snapshot(folder.path());
    let apply = run(folder.path(), &[&["apply"], &LANTERN[..], &["--format", "json"]].concat());
    assert_eq!(apply.status.code(), Some(1));
    let miss = &json(&apply)["diagnostics"][0];
    assert_eq!(
        (&miss["code"], &miss["near"], &miss["mend"]),
        (&"no-match".into(), &Value::Null, &Value::Null)
    );
    assert_eq!((&miss["line"], &miss["column"]), (&31.into(), &30.into()));
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn scripts_run_on_scratch_copies_and_their_failure_stops_everything() {
    let folder = example();
    let config = folder.path().join("configs/lantern");
    fs::create_dir(config.join("scripts")).unwrap();
    fs::write(
        config.join("scripts/good.sh"),
        "touch new; ln -s new link; rm lantern.spec; cp new lantern.spec\n",
    )
    .unwrap();
    fs::write(config.join("scripts/bad.sh"), "rm -f *; echo why >&2; exit 3\n").unwrap();
    let write = |script: &str| {
        fs::write(config.join("config.yaml"), format!("actions:\n- run_script: [{{script: {script}}}]\n"))
            .unwrap();
    };
    write("bad.sh");
    let before = snapshot(folder.path());
    let bad = run(folder.path(), &[&["apply"], &LANTERN[..]].concat());
    assert!(text(&bad.stderr).contains("ended with exit status 3: why"), "{}", text(&bad.stderr));
    assert_eq!((bad.status.code(), snapshot(folder.path())), (Some(1), before));
    write("good.sh");
    let plan = run(folder.path(), &[&["plan"], &LANTERN[..], &["--format", "json"]].concat());
    let changes: Vec<_> =
        json(&plan)["files"].as_array().unwrap().iter().map(|file| file["path"].clone()).collect();
    assert_eq!(changes, ["lantern.spec", "link", "new"]);
    assert_eq!(run(folder.path(), &[&["apply"], &LANTERN[..]].concat()).status.code(), Some(0));
    assert_eq!(fs::read_link(folder.path().join("imports/lantern/link")).unwrap(), Path::new("new"));
    assert_eq!(
        run(folder.path(), &[&["plan"], &LANTERN[..], &["--no-scripts"]].concat()).status.code(),
        Some(1)
    );
}

#[test]
fn links_that_lead_outside_are_errors_and_their_files_stay() {
    let folder = example();
    let outside = folder.path().join("outside");
    fs::write(&outside, "secret Upstream\n").unwrap();
    symlink(&outside, folder.path().join("imports/lantern/link.conf")).unwrap();
    let config = folder.path().join("configs/lantern/config.yaml");
    fs::write(&config, "actions:\n- replace: [{target: link.conf, find: secret, replace: x}]\n").unwrap();
    let apply = run(folder.path(), &[&["apply"], &LANTERN[..], &["--format", "json"]].concat());
    assert_eq!(json(&apply)["diagnostics"][0]["code"], "path-outside");
    assert_eq!(fs::read_to_string(&outside).unwrap(), "secret Upstream\n");
    fs::write(&config, "actions:\n- delete_files: [{file_name: ../outside}]\n").unwrap();
    assert_eq!(run(folder.path(), &[&["apply"], &LANTERN[..]].concat()).status.code(), Some(2));
}

#[test]
fn warnings_about_the_reference_fail_with_strict_unless_the_config_accepts_them() {
    let folder = example();
    let config = folder.path().join("configs/lantern/config.yaml");
    let yaml = "actions:\n- replace: [{target: spec, find: Terminal, replace: x, count: 2}]\n"
        .replace("Terminal", "terminal");
    let strict = [&["plan"], &LANTERN[..], &["--strict", "--format", "json"]].concat();
    fs::write(&config, yaml.replace("count: 2", "count: 3")).unwrap();
    let plan = run(folder.path(), &strict);
    assert_eq!(
        (plan.status.code(), json(&plan)["diagnostics"][0]["code"].clone()),
        (Some(1), "count-not-reached".into())
    );
    fs::write(
        &config,
        format!("parameters: {{x-allow: [count-not-reached]}}\n{}", yaml.replace("count: 2", "count: 3")),
    )
    .unwrap();
    let allowed = run(folder.path(), &strict);
    assert_eq!(
        (allowed.status.code(), json(&allowed)["diagnostics"][0]["severity"].clone()),
        (Some(0), "info".into())
    );
}

#[test]
fn drift_lists_the_worst_first_and_mend_makes_a_config_fit_again() {
    let folder = example();
    let drift = ["drift", "--configs", "configs", "--sources", "imports"];
    let before = run(folder.path(), &drift);
    assert_eq!(before.status.code(), Some(1));
    let table = text(&before.stdout);
    let first: Vec<&str> = table.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    assert_eq!(first, ["bridge", "lantern", "paper-crane"]);
    assert!(table.starts_with("bridge       nearly  5[no-match]: "), "{table}");

    let mend = ["mend", "imports/bridge", "--config", "configs/bridge"];
    let shown = run(folder.path(), &[&mend[..], &["--diff"]].concat());
    assert!(
        text(&shown.stdout).contains("+        find: \"bridge-signed >= 15.8-1.el9\"\n"),
        "{}",
        text(&shown.stdout)
    );
    assert_eq!(run(folder.path(), &mend).status.code(), Some(0));
    let config = fs::read_to_string(folder.path().join("configs/bridge/config.yaml")).unwrap();
    assert!(config.contains("        # Our signed build has a suffix of its own.\n        find: \"bridge-signed >= 15.8-1.el9\"\n        replace: \"bridge-signed >= 15.8-1.el9.tan.1\"\n"), "{config}");
    let after = run(folder.path(), &[&drift[..], &["--format", "json"]].concat());
    assert_eq!((after.status.code(), json(&after)["counts"]["ok"].clone()), (Some(0), 3.into()));
}

#[test]
fn lint_reports_each_config_at_its_place() {
    let folder = example();
    assert_eq!(run(folder.path(), &["lint", "configs"]).status.code(), Some(0));
    let config = folder.path().join("configs/bridge/config.yaml");
    let wrong = fs::read_to_string(&config).unwrap().replace("replace: \"", "replcae: \"");
    fs::write(&config, wrong).unwrap();
    let lint = run(folder.path(), &["lint", "configs", "--format", "concise"]);
    assert_eq!(lint.status.code(), Some(1));
    assert_eq!(
        text(&lint.stdout),
        "configs/bridge/config.yaml:6:9: error[unknown-key]: `replcae` is not a key of `replace`; did you mean `replace`?\n"
    );
    assert_eq!(
        run(folder.path(), &["plan", "imports/bridge", "--config", "configs/bridge"]).status.code(),
        Some(2)
    );
    assert_eq!(run(folder.path(), &["lint", "nowhere"]).status.code(), Some(3));
}

#[test]
fn scan_finds_brands_until_they_are_accepted_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("p")).unwrap();
    fs::write(folder.path().join("p/a.spec"), "Name: a\nSummary: For RHEL\n").unwrap();
    let scan = run(folder.path(), &["scan", "p", "--format", "json"]);
    assert_eq!(scan.status.code(), Some(1));
    let found = &json(&scan)["diagnostics"][0];
    assert_eq!(
        (&found["path"], &found["line"], &found["text"]),
        (&"a.spec".into(), &2.into(), &"RHEL".into())
    );
    fs::write(folder.path().join("old.json"), &scan.stdout).unwrap();
    assert_eq!(run(folder.path(), &["scan", "p", "--baseline", "old.json"]).status.code(), Some(0));
    let list = "allow:\n- {path: '*.spec', code: brand-name, text: RHEL, reason: a test}\n";
    fs::write(folder.path().join("allow.yaml"), list).unwrap();
    assert_eq!(run(folder.path(), &["scan", "p", "--allow", "allow.yaml"]).status.code(), Some(0));
    fs::write(folder.path().join("allow.yaml"), list.replace(", reason: a test", "")).unwrap();
    assert_eq!(run(folder.path(), &["scan", "p", "--allow", "allow.yaml"]).status.code(), Some(2));
    fs::write(folder.path().join("allow.yaml"), list.replace("RHEL,", "RHEL, until: 2020-01-01,")).unwrap();
    let expired = text(&run(folder.path(), &["scan", "p", "--allow", "allow.yaml"]).stdout);
    assert!(expired.contains("brand-name") && expired.contains("allow-expired"), "{expired}");
}

/// The commands of a page with the output that it shows.
fn shown_commands(page: &str) -> Vec<(String, String)> {
    let blocks = page.split("```console\n").skip(1).map(|block| block.split("```").next().unwrap());
    let commands = blocks.map(|block| {
        let (command, output) = block.split_once('\n').unwrap();
        (command.strip_prefix("$ maneki source ").unwrap().to_owned(), output.to_owned())
    });
    commands.collect()
}

#[test]
fn the_guide_shows_what_the_commands_print() {
    let folder = example();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/change-packages.md");
    let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    let commands = shown_commands(&fs::read_to_string(page).unwrap());
    assert!(commands.len() > 4);
    for (command, expected) in commands {
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let output = run(folder.path(), &arguments);
        assert_eq!(lines(&text(&output.stdout)), lines(&expected), "{command}\n{}", text(&output.stderr));
    }
}
