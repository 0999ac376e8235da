use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("empty-value"),
        severities: &[Severity::Warning],
        summary: "An optional key has no value.",
        what: "Finds optional keys without a value, such as `asn:` at the end of a line. `city` and `state_province` may be empty; `private` and `cloud_type` without a value are errors.",
        why: "The key counts as absent. A value is probably missing.",
        example: "asn:",
        fix: "Remove the key, or add a value. `--fix` removes the line.",
    },
    check: Check::Loading("yaml::group::report_empty"),
};
