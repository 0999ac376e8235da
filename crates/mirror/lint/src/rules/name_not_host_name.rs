use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("name-not-host-name"),
        severities: &[Severity::Warning],
        summary: "A name is not a host name.",
        what: "Finds names without a dot, with `_`, with a dot at the end, with a port, with parts that are empty, too long, or begin or end with a dash, and names that are addresses.",
        why: "The name cannot be resolved, although the mirror works by its URLs.",
        example: "name: mirror_1.example.org",
        fix: "Write the host name of the mirror.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    let Some(name) = file.name().filter(|name| name.value.is_ascii()) else { return };
    if let Some(problem) = problem(name.value) {
        let message = format!(
            "`name`: `{}` is not a host name: {problem}",
            maneki_ground_diagnostics::shown(name.value)
        );
        findings.warn(&file.path, name.node.span, message, "write a host name such as `mirror.example.org`");
    }
}

/// Why a name of ASCII letters is not a host name, if it is not.
pub(crate) fn problem(name: &str) -> Option<&'static str> {
    if name.contains('_') {
        return Some("it contains `_`");
    }
    if name.ends_with('.') {
        return Some("it ends with a dot");
    }
    if name.parse::<std::net::IpAddr>().is_ok() {
        return Some("it is an address");
    }
    if name.contains(':') {
        return Some("it contains a port");
    }
    if !name.contains('.') {
        return Some("it contains no dot");
    }
    let label =
        |label: &str| (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
    if !name.split('.').all(label) {
        return Some("a part is empty, too long, or begins or ends with a dash");
    }
    None
}
