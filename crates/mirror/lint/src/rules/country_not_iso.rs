use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("country-not-iso"),
        severities: &[Severity::Warning],
        summary: "A country is not written as its ISO 3166-1 code.",
        what: "Finds countries that are not a two-letter code of ISO 3166-1: names such as `Germany`, and `UK`, which is not in the standard.",
        why: "Address databases use `GB`, so a mirror in `UK` would not be in the country of any client. Maneki reads names that it recognises as their codes, and ignores others.",
        example: "geolocation:
  country: UK",
        fix: "Write the code: `GB`. `--fix` does it for recognised names.",
    },
    check: Check::Loading("registry::lower::values::country"),
};
