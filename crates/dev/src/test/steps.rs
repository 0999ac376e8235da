//! The steps of `cargo dev test`, as data.

#![expect(clippy::disallowed_methods, reason = "reads the environment")]

use std::ffi::OsString;
use std::fmt;
use std::process::Command;

use anyhow::Context;

use super::machine::Machine;

/// A check that one cargo command runs.
#[derive(Debug)]
pub(super) struct Step {
    /// One or two words for a person.
    pub(super) name: &'static str,
    /// The arguments of cargo.
    arguments: &'static [&'static str],
    /// An additional environment variable, as name and value.
    variable: Option<(&'static str, &'static str)>,
}

impl Step {
    const fn new(name: &'static str, arguments: &'static [&'static str]) -> Self {
        Self { name, arguments, variable: None }
    }
}

const FORMAT: Step = Step::new("format", &["fmt", "--all", "--check"]);

const LINTS: Step =
    Step::new("lints", &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]);

const DOCUMENTATION: Step = Step {
    variable: Some(("RUSTDOCFLAGS", "-D warnings")),
    ..Step::new("documentation", &["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"])
};

const TESTS: Step = Step::new("tests", &["nextest", "run", "--workspace", "--locked", "--profile", "ci"]);

/// The examples in doc comments, which nextest does not run.
const EXAMPLES: Step = Step::new("examples", &["test", "--doc", "--workspace", "--locked"]);

/// Tests and examples without nextest.
const PLAIN_TESTS: Step = Step::new("tests", &["test", "--workspace", "--locked", "--no-fail-fast"]);

const LICENCES: Step = Step::new("licences", &["deny", "--locked", "check", "licenses", "bans", "sources"]);

const GENERATED_PAGES: Step = Step::new("generated pages", &["dev", "generate", "--check"]);

/// All steps, the fastest first.
pub(super) fn all(machine: &Machine) -> Vec<Step> {
    let mut steps = vec![FORMAT, LINTS, DOCUMENTATION];
    if machine.has_nextest {
        steps.extend([TESTS, EXAMPLES]);
    } else {
        steps.push(PLAIN_TESTS);
    }
    if machine.has_cargo_deny {
        steps.push(LICENCES);
    }
    steps.push(GENERATED_PAGES);
    steps
}

impl Step {
    /// Runs the command in the root of the repository, and returns whether it succeeded.
    pub(super) fn run(&self) -> anyhow::Result<bool> {
        let mut command = Command::new("cargo");
        command.args(self.arguments).current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        for name in variables_of_this_package() {
            command.env_remove(name);
        }
        command.envs(self.variable);
        let status = command.status().with_context(|| format!("cannot run `{self}`"))?;
        Ok(status.success())
    }
}

/// The command as a line for a shell.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((name, value)) = self.variable {
            write!(f, "{name}='{value}' ")?;
        }
        write!(f, "cargo {}", self.arguments.join(" "))
    }
}

/// The environment variables with which `cargo run` describes this package.
///
/// Build scripts of dependencies watch variables with these names, and would build again if they changed.
fn variables_of_this_package() -> impl Iterator<Item = OsString> {
    std::env::vars_os().map(|(name, _)| name).filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(has_nextest: bool, has_cargo_deny: bool) -> Vec<&'static str> {
        let machine = Machine { has_nextest, has_cargo_deny, ..Machine::complete() };
        all(&machine).iter().map(|step| step.name).collect()
    }

    #[test]
    fn nextest_and_cargo_deny_run_only_if_they_are_installed() {
        let begin = ["format", "lints", "documentation"];
        assert_eq!(
            names(true, true),
            [&begin[..], &["tests", "examples", "licences", "generated pages"]].concat()
        );
        assert_eq!(names(true, false), [&begin[..], &["tests", "examples", "generated pages"]].concat());
        assert_eq!(names(false, false), [&begin[..], &["tests", "generated pages"]].concat());
    }

    #[test]
    fn a_step_is_shown_as_a_line_for_a_shell() {
        assert_eq!(FORMAT.to_string(), "cargo fmt --all --check");
        assert!(DOCUMENTATION.to_string().starts_with("RUSTDOCFLAGS='-D warnings' cargo doc --workspace"));
    }
}
