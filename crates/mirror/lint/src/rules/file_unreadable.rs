use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("file-unreadable"),
        severities: &[Severity::Error],
        summary: "A file cannot be read.",
        what: "Finds files without read permission, files that are too large or not UTF-8 text, links that leave the registry, and a missing `config.yml`.",
        why: "A mirror file that cannot be read is left out, and without `config.yml` there is no registry.",
        example: "(a file in Latin-1)",
        fix: "Save the file as UTF-8 text, and check its permissions.",
    },
    check: Check::Loading("registry::lower::file::parse"),
};
