use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("yaml-syntax"),
    severities: &[Severity::Error],
    summary: "The text is no YAML, or not one document.",
    what: "Finds what stops YAML from being read: indentation, tabs, unclosed quotes and brackets; and files that are empty or hold more than one document.",
    why: "Nothing in the file can be used. Other files are not concerned.",
    example: "name: mirror.example.org
	address: {}",
    fix: "Go to the line and column of the message, and look at the line before as well.",
    check: Check::Loading,
};
