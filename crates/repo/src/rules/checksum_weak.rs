use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm::DigestKind;
use maneki_ground_rpm_metadata::Checksum;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("checksum-weak"),
        severities: &[Severity::Warning],
        summary: "A checksum is of a weak kind.",
        what: "Finds MD5 and SHA-1 in `repomd.xml` and in `primary`.",
        why: "Another file with the same checksum can be made.",
        example: "<checksum type=\"sha\">…</checksum>",
        fix: "Run `createrepo_c` again with `--checksum sha256`.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let help = "run `createrepo_c` again with `--checksum sha256`";
    for file in &repository.files {
        let named = [("checksum", &file.data.checksum), ("open-checksum", &file.data.open_checksum)];
        for (element, checksum) in named {
            if let Some(checksum) = checksum.as_ref().filter(|checksum| is_found(checksum)) {
                let message = format!("the `{element}` of `{}`: `{}` is weak", file.data.kind, checksum.kind);
                findings.warn(&repository.repomd_path(), span(file.data.place), message, help);
            }
        }
    }
    let mut packages = repository.packages.iter().filter(|package| is_found(&package.checksum));
    if let Some(first) = packages.next() {
        let others = match packages.count() {
            0 => String::new(),
            count => format!(" (as of {count} other packages)"),
        };
        let message = format!("the checksum of {}: `{}` is weak{others}", first.nevra(), first.checksum.kind);
        findings.warn(&repository.primary_path(), span(first.place), message, help);
    }
}

fn is_found(checksum: &Checksum) -> bool {
    checksum.digest_kind().is_some_and(DigestKind::is_weak)
}
