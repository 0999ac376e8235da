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
        Ok(Self { has_nextest: answers(&["cargo", "nextest"]), has_cargo_deny: answers(&["cargo", "deny"]) })
    }
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
