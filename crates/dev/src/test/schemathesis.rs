//! Brings schemathesis, which holds the running service against its OpenAPI document.

use std::path::Path;
use std::process::{Command, Stdio};

/// The version that is used.
const VERSION: &str = "4.32.5";

/// Its virtual environment.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/schemathesis");

/// Installs it where it is not yet and can be. Without it its test is left out, and says so; in CI it fails.
#[expect(clippy::print_stdout, reason = "says what it installs")]
pub(super) fn bring() {
    if is_there() {
        return;
    }
    println!("==> installing schemathesis {VERSION} below target/");
    let python = Path::new(FOLDER).join("bin/python");
    let installed = runs(Command::new("python3").args(["-m", "venv", FOLDER]))
        && runs(
            Command::new(python)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
                .arg(format!("schemathesis=={VERSION}")),
        );
    let told =
        if installed { "done" } else { "in vain: its test is left out; python3 with venv and pip is needed" };
    println!("<== {told}\n");
}

fn is_there() -> bool {
    let output = Command::new(Path::new(FOLDER).join("bin/schemathesis")).arg("--version").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(VERSION))
}

fn runs(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).status().is_ok_and(|status| status.success())
}
