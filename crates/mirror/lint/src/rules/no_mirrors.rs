use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("no-mirrors"),
    severities: &[Severity::Warning],
    summary: "There is no mirror at all.",
    what: "Finds a `mirrors_dir` that names a folder without any file that ends in `.yml`.",
    why: "The service starts and has nobody to send clients to. Mostly the folder is another one, or a checkout is not complete.",
    example: "mirrors_dir: mirrors.d  # and nothing is in it",
    fix: "Name the folder that has the mirror files, or write the first one: `maneki mirror new` asks for what it needs.",
    check: Check::Loading,
};
