use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("required-metadata-missing"),
        severities: &[Severity::Error],
        summary: "`repomd.xml` names no `primary`.",
        what: "Finds repositories without `primary`.",
        why: "No client sees a package.",
        example: "<repomd><revision>1</revision></repomd>",
        fix: "Run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    if repository.repomd.is_ok() && repository.file("primary").is_none() {
        let message = "`repomd.xml` names no `primary`, which lists the packages";
        findings.error(&repository.repomd_path(), Span::START, message, "run `createrepo_c` again");
    }
}
