use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("missing-key"),
    severities: &[Severity::Error],
    summary: "A required key is missing.",
    what: "Finds mirror files without `name`, `address`, `update_frequency`, `sponsor` or `sponsor_url`, and service configs and repositories that lack one of theirs.",
    why: "The mirror is left out, as in the service that this one replaces; a repository without a name or a path is left out alone; a service config that lacks a key cannot be used.",
    example: "name: mirror.example.org",
    fix: "Write the key. `maneki mirror new` makes a file that has all of them.",
    check: Check::Loading,
};
