use crate::repository::Access;
use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm_metadata::UnpackingProblem;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("metadata-missing"),
        severities: &[Severity::Error],
        summary: "A file that `repomd.xml` names is not there.",
        what: "Finds files of metadata that are missing, that are not regular files, or that cannot be read.",
        why: "Clients fail when they fetch the file.",
        example: "no such file: repodata/primary.xml.gz",
        fix: "Copy the file again, metadata last.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for file in &repository.files {
        let kind = &file.data.kind;
        let message = match &file.access {
            Access::Missing => format!("the file of `{kind}` is not there"),
            Access::Unreadable(reason) => format!("the file of `{kind}` cannot be read: {reason}"),
            _ => match file.contents().and_then(|contents| contents.unpacked.problem.as_ref()) {
                Some(UnpackingProblem::Source(reason)) => {
                    format!("the file of `{kind}` cannot be read: {reason}")
                }
                _ => continue,
            },
        };
        findings.error(&file.path, Span::START, message, "copy the file again, or run `createrepo_c` again");
    }
}
