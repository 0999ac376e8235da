//! The announcement at the start of `cargo dev test`: its steps, its duration, and its changes to the machine.

use super::machine::Machine;
use super::steps::Step;

/// How long all steps take on two cores if nothing is built yet: measured on a quiet and on a busy machine.
const DURATION: &str = "15 to 30 minutes";

/// The text of the announcement. `tools` are the tools to install below `target`, each with its version.
pub(super) fn text(steps: &[Step], machine: &Machine, tools: &[String]) -> String {
    let names: Vec<&str> = steps.iter().map(|step| step.name).collect();
    let mut lines = vec![
        format!("This runs {} steps: {}.", steps.len(), names.join(", ")),
        format!("If nothing is built yet, it takes {DURATION} on two cores."),
    ];
    if !machine.packages_to_install().is_empty() {
        let packages = machine.packages_to_install().join(", ");
        lines.push(format!("First it installs Debian packages, for tests with real clients: {packages}."));
    }
    if !tools.is_empty() {
        lines.push(format!("First it installs below target/: {}.", tools.join(", ")));
    }
    if !machine.packages_to_skip().is_empty() {
        let packages = machine.packages_to_skip().join(", ");
        lines.push(format!("It skips tests that need missing Debian packages: {packages}."));
        lines.push("Run it as root on Debian to install them.".to_owned());
    }
    if !machine.has_cargo_deny {
        lines.push(
            "It skips `cargo deny`, which is not installed; a test checks the licences as well.".to_owned(),
        );
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::super::steps;
    use super::*;

    #[test]
    fn changes_to_the_machine_are_announced() {
        let machine = Machine { missing_packages: vec!["aria2", "rpm"], ..Machine::complete() };
        let text = text(&steps::all(&machine), &machine, &["axe-core 1".to_owned()]);
        assert!(text.starts_with("This runs 7 steps: format, lints, "), "{text}");
        assert!(
            text.contains("installs Debian packages, for tests with real clients: aria2, rpm.\n"),
            "{text}"
        );
        assert!(text.contains("installs below target/: axe-core 1.\n"), "{text}");
        assert!(!text.contains("skips"), "{text}");
    }

    #[test]
    fn skipped_tests_are_announced_if_packages_cannot_be_installed() {
        let machine = Machine {
            missing_packages: vec!["dnf"],
            can_install: false,
            has_cargo_deny: false,
            ..Machine::complete()
        };
        let text = text(&steps::all(&machine), &machine, &[]);
        assert!(text.contains("skips tests that need missing Debian packages: dnf.\n"), "{text}");
        assert!(text.contains("skips `cargo deny`"), "{text}");
        assert!(!text.contains("installs"), "{text}");
    }
}
