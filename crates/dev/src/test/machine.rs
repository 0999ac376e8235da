//! The programs on this machine: required ones, and ones that are used if they are installed.

use std::process::{Command, Stdio};

use anyhow::bail;

/// A program without which no step can run.
struct Required {
    command: &'static [&'static str],
    /// The command that installs it.
    remedy: &'static str,
}

const REQUIRED: &[Required] = &[
    Required { command: &["cc"], remedy: "apt-get install --yes --no-install-recommends gcc libc6-dev" },
    Required { command: &["cargo", "fmt"], remedy: "rustup component add rustfmt" },
    Required { command: &["cargo", "clippy"], remedy: "rustup component add clippy" },
];

/// The programs that tests with real clients need, each with its Debian package.
const CLIENTS: [(&str, &str); 9] = [
    ("dnf", "dnf"),
    ("rpmbuild", "rpm"),
    ("createrepo_c", "createrepo-c"),
    ("aria2c", "aria2"),
    ("curl", "curl"),
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("npm", "npm"),
    // The package also contains `kill`.
    ("pgrep", "procps"),
];

/// What is installed on this machine.
#[derive(Debug, Clone)]
pub(super) struct Machine {
    /// `cargo nextest` runs tests in parallel, and ends those that hang.
    pub(super) has_nextest: bool,
    /// `cargo deny` checks licences, bans and sources.
    pub(super) has_cargo_deny: bool,
    /// Debian packages of programs in [`CLIENTS`] that are not installed.
    pub(super) missing_packages: Vec<&'static str>,
    /// Whether this process can install packages: it is root, and `apt-get` exists.
    pub(super) can_install: bool,
}

impl Machine {
    /// Examines the machine, and changes nothing.
    ///
    /// The error names all required programs that are missing, each with the command that installs it.
    pub(super) fn examine() -> anyhow::Result<Self> {
        let missing: Vec<&Required> = REQUIRED.iter().filter(|it| !is_installed(it.command)).collect();
        if !missing.is_empty() {
            bail!(complaint(&missing));
        }
        let missing_clients = CLIENTS.into_iter().filter(|(program, _)| !is_installed(&[program]));
        Ok(Self {
            has_nextest: is_installed(&["cargo", "nextest"]),
            has_cargo_deny: is_installed(&["cargo", "deny"]),
            missing_packages: missing_clients.map(|(_, package)| package).collect(),
            can_install: is_root() && is_installed(&["apt-get"]),
        })
    }

    /// The packages to install before the first step.
    pub(super) fn packages_to_install(&self) -> &[&'static str] {
        if self.can_install { &self.missing_packages } else { &[] }
    }

    /// The missing packages that cannot be installed.
    pub(super) fn packages_to_skip(&self) -> &[&'static str] {
        if self.can_install { &[] } else { &self.missing_packages }
    }
}

/// Installs Debian packages. If that fails, the tests that need them are skipped.
#[expect(clippy::print_stdout, reason = "reports what it changes on the machine")]
pub(super) fn install(packages: &[&str]) {
    if packages.is_empty() {
        return;
    }
    println!("==> installing {} with apt-get", packages.join(", "));
    let install = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    let is_done = apt_get(&["update"]) && apt_get(&install);
    println!("<== {}\n", if is_done { "done" } else { "failed: the tests that need them are skipped" });
}

fn apt_get(arguments: &[&str]) -> bool {
    let mut command = Command::new("apt-get");
    let status = command.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet").args(arguments).status();
    status.is_ok_and(|status| status.success())
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Whether a command can print its version.
fn is_installed(command: &[&str]) -> bool {
    let status = Command::new(command[0])
        .args(&command[1..])
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

fn complaint(missing: &[&Required]) -> String {
    let lines =
        missing.iter().map(|it| format!("\n  `{}` is missing; run: {}", it.command.join(" "), it.remedy));
    ["required programs are missing:".to_owned()].into_iter().chain(lines).collect()
}

#[cfg(test)]
impl Machine {
    /// A machine on which everything is installed.
    pub(super) fn complete() -> Self {
        Self { has_nextest: true, has_cargo_deny: true, missing_packages: Vec::new(), can_install: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_missing_programs_are_reported_together_with_their_remedies() {
        let text = complaint(&[&REQUIRED[0], &REQUIRED[2]]);
        assert_eq!(
            text,
            "required programs are missing:\
             \n  `cc` is missing; run: apt-get install --yes --no-install-recommends gcc libc6-dev\
             \n  `cargo clippy` is missing; run: rustup component add clippy"
        );
    }

    #[test]
    fn a_program_that_does_not_exist_is_not_installed() {
        assert!(is_installed(&["cargo"]));
        assert!(!is_installed(&["maneki-program-that-does-not-exist"]));
        assert!(!is_installed(&["cargo", "command-that-does-not-exist"]));
    }
}
