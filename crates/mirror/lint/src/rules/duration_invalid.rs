use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("duration-invalid"),
    severities: &[Severity::Error, Severity::Warning],
    summary: "A text is no duration.",
    what: "Finds values of `update_frequency` and `allowed_outdate` that are no duration.",
    why: "Nobody can tell how old the mirror may be. A mirror with such a frequency is used all the same; a service config with such a limit is not.",
    example: "update_frequency: banana",
    fix: "Write a number and a unit: `30m`, `3h`, `1d`.",
    check: Check::Loading,
};
