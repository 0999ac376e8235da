//! What the machine has: programs that are needed, and programs that are used where they are there.

use std::process::{Command, Stdio};

use anyhow::bail;

/// A program without which nothing can be looked at.
struct Needed {
    command: &'static [&'static str],
    remedy: &'static str,
}

/// All of them, each with the line that brings it.
const NEEDED: &[Needed] = &[
    Needed { command: &["cc"], remedy: "apt-get install --yes --no-install-recommends gcc libc6-dev" },
    Needed { command: &["cargo", "fmt"], remedy: "rustup component add rustfmt" },
    Needed { command: &["cargo", "clippy"], remedy: "rustup component add clippy" },
];

/// What the tests with real clients need: programs and their packages. On Debian, and for root, they are brought.
const CLIENTS: [(&str, &str); 9] = [
    ("dnf", "dnf"),
    ("rpmbuild", "rpm"),
    ("createrepo_c", "createrepo-c"),
    ("aria2c", "aria2"),
    ("curl", "curl"),
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("npm", "npm"),
    // Of which `kill` is a part, too.
    ("pgrep", "procps"),
];

/// The programs that are used where they are there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Machine {
    /// `cargo nextest` runs tests side by side, and ends those that hang.
    pub(super) has_nextest: bool,
    /// `cargo deny` judges licences, bans and sources.
    pub(super) has_cargo_deny: bool,
}

impl Machine {
    /// Looks around; says all that is missing, and what to do about it.
    pub(super) fn look() -> anyhow::Result<Self> {
        let missing: Vec<&Needed> = NEEDED.iter().filter(|needed| !answers(needed.command)).collect();
        if !missing.is_empty() {
            bail!(complaint(&missing));
        }
        bring_clients();
        Ok(Self { has_nextest: answers(&["cargo", "nextest"]), has_cargo_deny: answers(&["cargo", "deny"]) })
    }
}

/// Installs what the tests with real clients need, where that is possible. Without it they are left out, and say so.
#[expect(clippy::print_stdout, reason = "says what it changes on the machine")]
fn bring_clients() {
    let missing: Vec<&str> =
        CLIENTS.into_iter().filter(|(program, _)| !answers(&[program])).map(|(_, package)| package).collect();
    if missing.is_empty() || !answers(&["apt-get"]) || !is_root() {
        return;
    }
    println!("==> installing {}, for the tests with real clients", missing.join(", "));
    let apt = |arguments: &[&str]| {
        let mut apt = Command::new("apt-get");
        let status = apt.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet").args(arguments).status();
        status.is_ok_and(|status| status.success())
    };
    let install = [&["install", "--yes", "--no-install-recommends"], &missing[..]].concat();
    let installed = apt(&["update"]) && apt(&install);
    println!("<== {}\n", if installed { "done" } else { "in vain: those tests are left out" });
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Whether a command can say its version.
fn answers(command: &[&str]) -> bool {
    let status = Command::new(command[0])
        .args(&command[1..])
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

fn complaint(missing: &[&Needed]) -> String {
    let lines =
        missing.iter().map(|it| format!("\n  `{}` is missing; run: {}", it.command.join(" "), it.remedy));
    ["not everything that is needed is installed:".to_owned()].into_iter().chain(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_at_once_with_its_remedy() {
        let text = complaint(&[&NEEDED[0], &NEEDED[2]]);
        assert_eq!(
            text,
            "not everything that is needed is installed:\
             \n  `cc` is missing; run: apt-get install --yes --no-install-recommends gcc libc6-dev\
             \n  `cargo clippy` is missing; run: rustup component add clippy"
        );
    }

    #[test]
    fn a_program_that_does_not_exist_does_not_answer() {
        assert!(answers(&["cargo"]));
        assert!(!answers(&["maneki-program-that-does-not-exist"]));
        assert!(!answers(&["cargo", "command-that-does-not-exist"]));
    }
}
