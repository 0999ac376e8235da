use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("url-scheme"),
    severities: &[Severity::Warning],
    summary: "A URL stands under the key of another protocol.",
    what: "Finds URLs whose scheme differs from their key, such as an https URL under `http`.",
    why: "The scheme says what clients will speak, so that is what counts here. Other readers of the file go by the key.",
    example: "address:
  http: https://mirror.example.org/os/",
    fix: "Move the URL to the key of its scheme. `--fix --unsafe-fixes` renames the key where the right one is free.",
    check: Check::Loading,
};
