use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("wrong-type"),
    severities: &[Severity::Error],
    summary: "A value is of a wrong type.",
    what: "Finds values that are a list, a group, a number, a truth value or nothing where something else is expected.",
    why: "The value cannot be used, and the mirror is left out, as in the service that this one replaces.",
    example: r#"asn: "64500""#,
    fix: "Write what the message says. Quotes make a text, their absence may make a number or a truth value.",
    check: Check::Loading,
};
