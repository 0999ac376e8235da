use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("duplicate-name"),
        severities: &[Severity::Error],
        summary: "Two mirrors or two repositories have the same name.",
        what: "Finds mirror files that declare the name of another file, and repositories with the same name.",
        why: "The name is the identity. Of two files, the one whose file name matches counts, else the first by path; the other is left out. Of two repositories the first counts.",
        example: "name: mirror.example.org  # and the same in another file",
        fix: "Give the mirror its own host name as its name, or remove the file.",
    },
    check: Check::Loading("registry::parse::duplicate_name"),
};
