use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("country-not-iso"),
    severities: &[Severity::Warning],
    summary: "A country is not written as its ISO 3166-1 code.",
    what: "Finds countries that are no code of two letters of ISO 3166-1: names such as `Germany`, and `UK`, which the standard does not know.",
    why: "Address databases say `GB`. A mirror in `UK` would never be in the country of any client. Names that are recognised are read as their codes; others are ignored.",
    example: "geolocation:
  country: UK",
    fix: "Write the code: `GB`. `--fix` does it for what is recognised.",
    check: Check::Loading,
};
