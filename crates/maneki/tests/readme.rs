//! The examples of the README work: each command prints what the README shows.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the README is a file")]

use std::path::{Path, PathBuf};
use std::process::Command;

use maneki_testkit::{Program, example_registry, http};
use tempfile::tempdir;

/// The service of the README.
const SERVICE: &str = "http://127.0.0.1:8080";

/// A command, and the lines below it.
struct Example {
    command: String,
    output: Vec<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The blocks of the README that show a command with its output.
fn examples() -> Vec<Example> {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = readme.split("```console\n$ ").skip(1);
    blocks
        .map(|block| {
            let (block, _) = block.split_once("\n```").unwrap();
            let (command, output) = block.split_once('\n').unwrap();
            Example { command: command.to_owned(), output: output.lines().map(str::to_owned).collect() }
        })
        .collect()
}

/// Whether a line of the README stands for a line of the real output. `…` at its end replaces any text.
fn matches(shown: &str, real: &str) -> bool {
    shown.strip_suffix('…').map_or(shown == real, |start| real.starts_with(start))
}

/// Fails unless each line that the README shows is in the real output. The order of equally good mirrors varies.
fn compare(example: &Example, real: &str) {
    for shown in &example.output {
        let is_found = real.lines().chain([""]).any(|line| matches(shown, line));
        assert!(is_found, "README: `{}` does not print this line:\n{shown}\nbut:\n{real}", example.command);
    }
}

#[test]
fn commands_print_what_the_readme_shows() {
    let home = tempdir().unwrap();
    let binaries = Path::new(env!("CARGO_BIN_EXE_maneki")).parent().unwrap();
    let commands: Vec<Example> =
        examples().into_iter().filter(|example| !example.command.starts_with("curl ")).collect();
    assert!(commands.len() >= 4, "the README shows at least four commands");
    for example in commands {
        let output = Command::new("sh")
            .args(["-c", &example.command])
            .current_dir(root())
            .env("PATH", format!("{}:/usr/bin:/bin", binaries.display()))
            .env("HOME", home.path())
            .env("XDG_STATE_HOME", home.path())
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        compare(&example, &String::from_utf8(text).unwrap());
    }
}

#[test]
fn requests_return_what_the_readme_shows() {
    let state = tempdir().unwrap();
    let binary = env!("CARGO_BIN_EXE_maneki");
    let service = Program::serve(binary, &example_registry(), state.path(), &["--no-check"], &[]);
    let requests: Vec<Example> =
        examples().into_iter().filter(|example| example.command.starts_with("curl ")).collect();
    assert!(requests.len() >= 2, "the README shows at least two requests");
    for example in requests {
        let url = example.command.split('\'').nth(1).unwrap();
        let url = url.replace(SERVICE, &format!("http://{}", service.address));
        compare(&example, &http::get_url(&url).body);
    }
}
