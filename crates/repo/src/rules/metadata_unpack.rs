use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm_metadata::UnpackingProblem;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("metadata-unpack"),
        severities: &[Severity::Error],
        summary: "A file of metadata cannot be unpacked.",
        what: "Finds packed files that are damaged or cut, and files whose suffix promises a packing that their bytes do not have.",
        why: "Clients fail on the file.",
        example: "primary.xml.gz: the data end in the middle",
        fix: "Run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for file in repository.files.iter().filter(|file| file.is_named_file()) {
        let message = match file.contents().and_then(|contents| contents.unpacked.problem.as_ref()) {
            Some(problem @ UnpackingProblem::Damaged { .. }) => format!("`{}`: {problem}", file.data.kind),
            None if file.has_unknown_packing() => {
                format!("`{}`: the file is neither packed nor a document", file.data.kind)
            }
            _ => continue,
        };
        findings.error(&file.path, Span::START, message, "run `createrepo_c` again");
    }
}
