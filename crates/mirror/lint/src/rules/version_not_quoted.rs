use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("version-not-quoted"),
        severities: &[Severity::Error, Severity::Warning],
        summary: "A version has no quotes.",
        what: "Finds versions in `config.yml` that are numbers to YAML, as values and as keys.",
        why: "Other programs read `9.10` as the number 9.1, which is an error. Numbers that keep their form, such as `9.6`, are warnings, because a `9.10` will follow.",
        example: "versions:
  - 9.10",
        fix: r#"Put it in quotes: `"9.10"`. `--fix` does it."#,
    },
    check: Check::Loading("registry::lower::values::not_quoted"),
};
