use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("no-mirrors"),
        severities: &[Severity::Warning],
        summary: "There are no mirrors.",
        what: "Finds a `mirrors_dir` without any file that ends in `.yml`.",
        why: "The service starts and has no mirror for its clients. Usually the folder is another one, or a checkout is incomplete.",
        example: "mirrors_dir: mirrors.d  # and nothing is in it",
        fix: "Write the name of the folder with the mirror files, or create the first file with `maneki mirror new`.",
    },
    check: Check::Loading("registry::lower::config::folder"),
};
