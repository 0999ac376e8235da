use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("unquoted-boolean"),
        severities: &[Severity::Warning],
        summary: "A word without quotes is a truth value to some programs.",
        what: "Finds words such as `NO`, `yes` and `on` without quotes where a text is expected.",
        why: "YAML 1.1, which many programs still read, makes a truth value of them: Norway becomes `false`. Maneki reads them as text.",
        example: "geolocation:
  country: NO",
        fix: r#"Put the word in quotes: `"NO"`. `--fix` does it."#,
    },
    check: Check::Loading("yaml::field::text_spelled"),
};
