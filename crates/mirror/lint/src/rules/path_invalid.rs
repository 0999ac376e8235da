use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("path-invalid"),
        severities: &[Severity::Error],
        summary: "A path leads nowhere, or out of the tree.",
        what: "Finds a `mirrors_dir` that is not inside the registry, and paths of repositories with `..`, spaces, `?` or `#`.",
        why: "Maneki appends paths of repositories to the URLs of mirrors and sends them to clients.",
        example: "repos:
  - name: baseos
    path: ../BaseOS/",
        fix: "Write the path below the version: `BaseOS/$basearch/os/`.",
    },
    check: Check::Loading("registry::lower::config::folder"),
};
