use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("unknown-key"),
        severities: &[Severity::Warning],
        summary: "A key is unknown, and no program reads it.",
        what: "Finds keys that have no meaning in their place, and suggests the key that was probably meant, or where the key belongs.",
        why: "The value is lost without a message: a mirror with `address_options` has no modules, and a mirror with `City` has no city.",
        example: "geolocation:
  City: Berlin",
        fix: "Write the intended key, or remove it. `--fix --unsafe-fixes` writes the suggested key.",
    },
    check: Check::Loading("yaml::group::report_unknown"),
};
