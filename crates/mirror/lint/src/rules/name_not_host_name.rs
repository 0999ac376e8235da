use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("name-not-host-name"),
    severities: &[Severity::Warning],
    summary: "A name is no host name.",
    what: "Finds names without a point, with `_`, with a point at the end, with a port, with parts that are empty, too long, or begin or end with a dash, and names that are addresses.",
    why: "Nothing can be looked up under such a name, though the mirror works by its URLs.",
    example: "name: mirror_1.example.org",
    fix: "Write the host name under which the mirror is reached.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(name) = file.name.as_ref().filter(|name| name.value.is_ascii()) else { return };
    if let Some(problem) = problem(name.value) {
        let message =
            format!("`{}` is no host name: {problem}", maneki_ground_diagnostics::shown(name.value));
        findings.warn(file.path, name.node.span, message, "write one such as `mirror.example.org`");
    }
}

/// Why a name of ASCII letters is no host name, if it is none.
pub(crate) fn problem(name: &str) -> Option<&'static str> {
    if name.contains('_') {
        return Some("`_` stands in none");
    }
    if name.ends_with('.') {
        return Some("a point stands at its end");
    }
    if name.parse::<std::net::IpAddr>().is_ok() {
        return Some("it is an address");
    }
    if name.contains(':') {
        return Some("a port does not belong to it");
    }
    if !name.contains('.') {
        return Some("there is no point in it");
    }
    let label =
        |label: &str| (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
    if !name.split('.').all(label) {
        return Some("a part of it is empty, too long, or begins or ends with a dash");
    }
    None
}
