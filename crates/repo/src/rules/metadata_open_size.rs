use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("metadata-open-size"),
        severities: &[Severity::Error],
        summary: "The contents of a file have another size than `repomd.xml` says.",
        what: "Compares the size of the unpacked contents with `open-size`.",
        why: "Clients refuse the file after unpacking it.",
        example: "<open-size>8192</open-size>",
        fix: "Run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for file in repository.files.iter().filter(|file| file.is_named_file() && !file.open_size_agrees()) {
        let contents = file.contents().and_then(|contents| contents.unpacked.contents.as_ref());
        let (Some(contents), Some(size)) = (contents, file.data.open_size) else { continue };
        let message = format!(
            "`{}` has {} bytes when unpacked, `repomd.xml` says {size}",
            file.data.kind, contents.size
        );
        findings.error(&file.path, Span::START, message, "run `createrepo_c` again");
    }
}
