use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm_metadata::UnpackingProblem;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("metadata-too-large"),
        severities: &[Severity::Error],
        summary: "A file of metadata has not ended long after its declared size.",
        what: "Unpacks at most 16 MiB more than `open-size` declares, or 4 GiB where it declares nothing.",
        why: "A small file that unpacks to gigabytes fills the memory or the disk of every client.",
        example: "<open-size>100</open-size>",
        fix: "Run `createrepo_c` again, and find out who changed the file.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for file in &repository.files {
        let problem = file.contents().and_then(|contents| contents.unpacked.problem.as_ref());
        if let Some(UnpackingProblem::TooLarge(most)) = problem {
            let declared = match file.data.open_size {
                Some(size) => format!("`repomd.xml` says {size}"),
                None => "`repomd.xml` declares no size".to_owned(),
            };
            let message =
                format!("`{}` has more than {most} bytes when unpacked, {declared}", file.data.kind);
            findings.error(&file.path, Span::START, message, "run `createrepo_c` again");
        }
    }
}
