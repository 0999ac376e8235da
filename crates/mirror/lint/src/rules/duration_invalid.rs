use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("duration-invalid"),
        severities: &[Severity::Error, Severity::Warning],
        summary: "A text is not a duration.",
        what: "Finds values of `update_frequency` and `allowed_outdate` that are not durations.",
        why: "The age that the mirror may have is not known. A mirror with such a frequency is used; a service config with such a limit is not.",
        example: "update_frequency: banana",
        fix: "Write a number and a unit: `30m`, `3h`, `1d`.",
    },
    check: Check::Loading("registry::lower::mirror::frequency"),
};
