use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("missing-key"),
        severities: &[Severity::Error],
        summary: "A required key is missing.",
        what: "Finds mirror files without `name`, `address`, `update_frequency`, `sponsor` or `sponsor_url`, and service configs and repositories without one of their required keys.",
        why: "The mirror is left out. A repository without a name or a path is left out alone. A service config without a required key cannot be used.",
        example: "name: mirror.example.org",
        fix: "Add the key. `maneki mirror new` writes a file with all of them.",
    },
    check: Check::Loading("yaml::group::report_missing"),
};
