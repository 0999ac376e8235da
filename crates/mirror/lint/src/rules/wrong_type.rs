use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("wrong-type"),
        severities: &[Severity::Error],
        summary: "A value has the wrong type.",
        what: "Finds values that are a list, a group, a number, a truth value or empty where something else is expected.",
        why: "The value cannot be used, and the mirror is left out.",
        example: r#"asn: "64500""#,
        fix: "Write what the message says. Quotes make a text; without them a word may be a number or a truth value.",
    },
    check: Check::Loading("yaml::field::wrong_type"),
};
