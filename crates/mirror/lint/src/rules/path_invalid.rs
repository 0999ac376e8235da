use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("path-invalid"),
    severities: &[Severity::Error],
    summary: "A path leads nowhere, or out.",
    what: "Finds `mirrors_dir` that is no folder inside the registry, and paths of repositories with `..`, blanks, `?` or `#`.",
    why: "Paths of repositories are appended to the URLs of mirrors and sent to clients.",
    example: "repos:
  - name: baseos
    path: ../BaseOS/",
    fix: "Write the path below the version: `BaseOS/$basearch/os/`.",
    check: Check::Loading,
};
