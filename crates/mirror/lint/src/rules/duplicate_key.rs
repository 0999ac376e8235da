use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("duplicate-key"),
    severities: &[Severity::Warning],
    summary: "A key is written twice in one group.",
    what: "Finds keys that stand twice in one group of a file.",
    why: "Only the last one counts, and whoever edits the first one wonders why nothing happens. Some programs refuse such a file.",
    example: "sponsor_url: https://a.example/
sponsor_url: https://b.example/",
    fix: "Remove the one that is out of date.",
    check: Check::Loading,
};
