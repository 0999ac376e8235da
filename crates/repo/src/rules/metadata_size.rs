use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("metadata-size"),
        severities: &[Severity::Error],
        summary: "A file of metadata has another size than `repomd.xml` says.",
        what: "Compares the size of each file with `size`.",
        why: "Clients refuse the file. It was changed, cut, or copied from another publication.",
        example: "<size>4096</size>",
        fix: "Copy all of `repodata` again, or run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for file in repository.files.iter().filter(|file| !file.size_agrees()) {
        let (Some(contents), Some(size)) = (file.contents(), file.data.size) else { continue };
        let message = format!(
            "`{}` has {} bytes, `repomd.xml` says {size}",
            file.data.kind, contents.unpacked.file.size
        );
        findings.error(
            &file.path,
            Span::START,
            message,
            "copy `repodata` again, or run `createrepo_c` again",
        );
    }
}
