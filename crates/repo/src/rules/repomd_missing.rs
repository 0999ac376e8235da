use crate::repository::Unusable;
use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("repomd-missing"),
        severities: &[Severity::Error],
        summary: "A repository has no `repomd.xml`.",
        what: "Finds folders without `repodata/repomd.xml`.",
        why: "Clients read this file first. Without it there is no repository.",
        example: "no such file: repodata/repomd.xml",
        fix: "Run `createrepo_c` on the folder, or name the folder that has `repodata` in it.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let message = match &repository.repomd {
        Err(Unusable::Missing) => "there is no `repodata/repomd.xml`".to_owned(),
        Err(Unusable::Unreadable(reason)) => format!("`repodata/repomd.xml` cannot be read: {reason}"),
        _ => return,
    };
    let help = "run `createrepo_c` on the folder, or name a folder that has `repodata` in it";
    findings.error(&repository.repomd_path(), Span::START, message, help);
}
