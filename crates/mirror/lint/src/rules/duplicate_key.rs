use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("duplicate-key"),
        severities: &[Severity::Warning],
        summary: "A key is repeated in one group.",
        what: "Finds keys that appear twice in the same group of a file.",
        why: "Only the last one counts, so a change of the first one has no effect. Some programs refuse such a file.",
        example: "sponsor_url: https://a.example/
sponsor_url: https://b.example/",
        fix: "Remove the key that is out of date.",
    },
    check: Check::Loading("yaml::group::report_repeated"),
};
