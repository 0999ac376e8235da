//! schemathesis, which compares the answers of a running service with its OpenAPI document.

use std::path::Path;
use std::process::{Command, Stdio};

const VERSION: &str = "4.32.5";

/// Its virtual environment.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/schemathesis");

/// Its name and version, if [`install`] has to install it.
pub(super) fn to_install() -> Option<String> {
    (!is_installed()).then(|| format!("schemathesis {VERSION}"))
}

/// Installs it unless it is installed. If that fails, its test is skipped, and in CI the test fails.
#[expect(clippy::print_stdout, reason = "reports what it installs")]
pub(super) fn install() {
    if is_installed() {
        return;
    }
    println!("==> installing schemathesis {VERSION} below target/");
    let python = Path::new(FOLDER).join("bin/python");
    let is_done = succeeds(Command::new("python3").args(["-m", "venv", FOLDER]))
        && succeeds(
            Command::new(python)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
                .arg(format!("schemathesis=={VERSION}")),
        );
    let result =
        if is_done { "done" } else { "failed: its test is skipped; it needs python3 with venv and pip" };
    println!("<== {result}\n");
}

fn is_installed() -> bool {
    let output = Command::new(Path::new(FOLDER).join("bin/schemathesis")).arg("--version").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(VERSION))
}

fn succeeds(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).status().is_ok_and(|status| status.success())
}
