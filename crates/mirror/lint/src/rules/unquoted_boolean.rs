use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("unquoted-boolean"),
    severities: &[Severity::Warning],
    summary: "A word without quotes is a truth value to some programs.",
    what: "Finds texts such as `NO`, `yes` and `on` without quotes where a text is expected.",
    why: "YAML 1.1, which many programs still read, makes a truth value of them: Norway becomes `false`. Here they are read as texts.",
    example: "geolocation:
  country: NO",
    fix: r#"Put the word in quotes: `"NO"`. `--fix` does it."#,
    check: Check::Loading,
};
