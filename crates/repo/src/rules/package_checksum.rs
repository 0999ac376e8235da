use crate::repository::agrees;
use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("package-checksum"),
        severities: &[Severity::Error],
        summary: "A package has another checksum than `primary` says.",
        what: "Compares the digest of each file with `checksum`. A file of the wrong size, and one that is damaged by its own digests, is not compared.",
        why: "Clients refuse the package. It was replaced after the metadata were made.",
        example: "<checksum type=\"sha256\" pkgid=\"YES\">00…</checksum>",
        fix: "Run `createrepo_c` again, or put the package there that the metadata mean.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for (package, checked) in repository.checked() {
        let same_size = package.size.is_none_or(|size| size == checked.size);
        if same_size && !checked.is_damaged() && !agrees(Some(&package.checksum), checked.digest) {
            let message = format!(
                "{}: it does not have the {} that the metadata say",
                package.nevra(),
                package.checksum.kind
            );
            let help = "run `createrepo_c` again, or put the package there that the metadata mean";
            findings.error(&repository.path_of(&package.location.href), Span::START, message, help);
        }
    }
}
