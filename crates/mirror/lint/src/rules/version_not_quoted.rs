use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("version-not-quoted"),
    severities: &[Severity::Error, Severity::Warning],
    summary: "A version is written without quotes.",
    what: "Finds versions in `config.yml` that are numbers to YAML, as values and as keys.",
    why: "Other programs read `9.10` as the number 9.1: that is an error. Numbers that read back as they were written, such as `9.6`, are warnings, because one day there is a `9.10`.",
    example: "versions:
  - 9.10",
    fix: r#"Put it in quotes: `"9.10"`. `--fix` does it."#,
    check: Check::Loading,
};
