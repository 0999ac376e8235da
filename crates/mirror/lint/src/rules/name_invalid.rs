use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("name-invalid"),
    severities: &[Severity::Error],
    summary: "A name cannot be one.",
    what: "Finds names of mirrors that are empty, URLs, or hold blanks, slashes or other characters that no host name has; and names of repositories, architectures, modules and protocols that are none.",
    why: "Names stand in addresses of pages and in every answer, where they must need no escaping.",
    example: "name: http://mirror.example.org/",
    fix: "Write the host name alone: `name: mirror.example.org`.",
    check: Check::Loading,
};
