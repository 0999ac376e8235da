use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("metadata-open-checksum"),
        severities: &[Severity::Error],
        summary: "The contents of a file have another checksum than `repomd.xml` says.",
        what: "Compares the digest of the unpacked contents with `open-checksum`. Contents of the wrong size are not compared.",
        why: "Clients refuse the file after unpacking it.",
        example: "<open-checksum type=\"sha256\">00…</open-checksum>",
        fix: "Run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let suspects = repository.files.iter().filter(|file| file.is_named_file() && file.open_size_agrees());
    for file in suspects.filter(|file| !file.open_checksum_agrees()) {
        let Some(checksum) = &file.data.open_checksum else { continue };
        let message = format!(
            "the contents of `{}` do not have the {} that `repomd.xml` says",
            file.data.kind, checksum.kind
        );
        findings.error(&file.path, Span::START, message, "run `createrepo_c` again");
    }
}
