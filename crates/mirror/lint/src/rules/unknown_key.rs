use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("unknown-key"),
    severities: &[Severity::Warning],
    summary: "A key is unknown, and nobody reads it.",
    what: "Finds keys that have no meaning where they stand, and says which one was probably meant, or where it belongs.",
    why: "What stands there is lost silently: a mirror with `address_options` carries no module, and one with `City` has no city.",
    example: "geolocation:
  City: Berlin",
    fix: "Write the key that was meant, or remove it. `--fix --unsafe-fixes` writes the suggested one.",
    check: Check::Loading,
};
