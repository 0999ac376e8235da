use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("version-invalid"),
    severities: &[Severity::Error],
    summary: "A text is no version.",
    what: "Finds versions in `config.yml` that are not a number, perhaps a second one behind a point, and perhaps a tag behind a dash.",
    why: "Versions of clients are compared with these, and no client asks for such a version.",
    example: r#"versions:
  - "9.8.1""#,
    fix: "Write `9`, `9.8`, `9.8-beta` or `10-kitten`.",
    check: Check::Loading,
};
