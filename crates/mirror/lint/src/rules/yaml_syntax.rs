use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("yaml-syntax"),
        severities: &[Severity::Error],
        summary: "The file is not YAML, or not one document.",
        what: "Finds mistakes that stop YAML from being read, such as wrong indentation, tabs, and unclosed quotes and brackets; and files that are empty or contain more than one document.",
        why: "Nothing in the file can be used. Other files are not affected.",
        example: "name: mirror.example.org
	address: {}",
        fix: "Go to the line and column of the message, and check the line above it as well.",
    },
    check: Check::Loading("yaml::report::compose"),
};
