use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("file-unreadable"),
    severities: &[Severity::Error],
    summary: "A file cannot be read.",
    what: "Finds files that may not be read, are too large, are not UTF-8 text, are links that lead out of the registry, and a `config.yml` that is not there.",
    why: "What cannot be read cannot be used: a mirror file is left out, and without `config.yml` there is no registry.",
    example: "(a file in Latin-1)",
    fix: "Save the file as UTF-8 text, and check its permissions.",
    check: Check::Loading,
};
