use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("url-scheme"),
        severities: &[Severity::Warning],
        summary: "A URL is under the key of another protocol.",
        what: "Finds URLs whose scheme differs from their key, such as an https URL under `http`.",
        why: "Maneki uses the scheme, because it determines the protocol that clients speak. Other programs use the key.",
        example: "address:
  http: https://mirror.example.org/os/",
        fix: "Move the URL to the key of its scheme. `--fix --unsafe-fixes` renames the key if the right one is free.",
    },
    check: Check::Loading("registry::lower::urls::urls"),
};
