use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("metadata-absent"),
        severities: &[Severity::Warning],
        summary: "`repomd.xml` names no `filelists` or no `other`.",
        what: "Finds repositories without the files that list all paths and the changelogs.",
        why: "Clients that look for a path or a changelog find nothing, or fail.",
        example: "<data type=\"primary\">…</data>",
        fix: "Run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    if repository.file("primary").is_none() {
        return;
    }
    for kind in ["filelists", "other"] {
        if repository.file(kind).is_none() {
            let message = format!("`repomd.xml` names no `{kind}`");
            findings.warn(&repository.repomd_path(), Span::START, message, "run `createrepo_c` again");
        }
    }
}
