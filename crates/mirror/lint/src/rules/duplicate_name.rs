use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("duplicate-name"),
    severities: &[Severity::Error],
    summary: "Two mirrors or two repositories have one name.",
    what: "Finds mirror files that declare a name that another file declares, and repositories that are called alike.",
    why: "The name is the identity: two cannot have it. Of two files the one counts that is called like its mirror, else the first by path; the other is left out. Of two repositories the first counts.",
    example: "name: mirror.example.org  # and the same in another file",
    fix: "Give the mirror a name of its own, which is its host name, or remove the file.",
    check: Check::Loading,
};
