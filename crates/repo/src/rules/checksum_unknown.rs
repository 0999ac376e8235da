use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm_metadata::Checksum;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("checksum-unknown"),
        severities: &[Severity::Error],
        summary: "A checksum is of a kind that does not exist.",
        what: "Finds checksums other than MD5, SHA-1 and SHA-2, in `repomd.xml` and in `primary`, and texts that are not a checksum of their kind.",
        why: "Clients cannot compare the file with anything.",
        example: "<checksum type=\"crc32\">…</checksum>",
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
                let message = format!(
                    "the `{element}` of `{}`: `{}` is not a checksum that is known",
                    file.data.kind, checksum.kind
                );
                findings.error(&repository.repomd_path(), span(file.data.place), message, help);
            }
        }
    }
    let mut packages = repository.packages.iter().filter(|package| is_found(&package.checksum));
    if let Some(first) = packages.next() {
        let others = match packages.count() {
            0 => String::new(),
            count => format!(" (as of {count} other packages)"),
        };
        let message = format!(
            "the checksum of {}: `{}` is not a checksum that is known{others}",
            first.nevra(),
            first.checksum.kind
        );
        findings.error(&repository.primary_path(), span(first.place), message, help);
    }
}

fn is_found(checksum: &Checksum) -> bool {
    checksum.digest().is_none()
}
