use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("metadata-checksum"),
        severities: &[Severity::Error],
        summary: "A file of metadata has another checksum than `repomd.xml` says.",
        what: "Compares the digest of each file with `checksum`. A file of the wrong size is not compared.",
        why: "Clients refuse the file. It was changed, or copied from another publication.",
        example: "<checksum type=\"sha256\">00…</checksum>",
        fix: "Copy all of `repodata` again, or run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for file in repository.files.iter().filter(|file| file.size_agrees() && !file.checksum_agrees()) {
        let Some(checksum) = &file.data.checksum else { continue };
        let message =
            format!("`{}` does not have the {} that `repomd.xml` says", file.data.kind, checksum.kind);
        findings.error(
            &file.path,
            Span::START,
            message,
            "copy `repodata` again, or run `createrepo_c` again",
        );
    }
}
