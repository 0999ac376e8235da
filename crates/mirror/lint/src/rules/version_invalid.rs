use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("version-invalid"),
        severities: &[Severity::Error],
        summary: "A text is not a version.",
        what: "Finds versions in `config.yml` that are not a number, optionally with a second number after a dot, and optionally with a tag after a dash.",
        why: "Maneki compares the versions in requests with these, and no client requests such a version.",
        example: r#"versions:
  - "9.8.1""#,
        fix: "Write `9`, `9.8`, `9.8-beta` or `10-kitten`.",
    },
    check: Check::Loading("registry::lower::values::version"),
};
