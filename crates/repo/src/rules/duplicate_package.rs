use crate::repository::PublishedPackage;
use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use std::collections::BTreeMap;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("duplicate-package"),
        severities: &[Severity::Error],
        summary: "A package is listed twice.",
        what: "Finds two packages of the same name, epoch, version, release and architecture.",
        why: "Which of the two a client installs is a matter of chance; if their bytes differ, two machines with the same version run different software.",
        example: "oak-1-1.noarch in Packages/oak.rpm and in old/oak.rpm",
        fix: "Delete one of the files, and run `createrepo_c` again. A rebuild needs a new release.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let mut seen: BTreeMap<String, &PublishedPackage> = BTreeMap::new();
    for package in &repository.packages {
        let nevra = package.nevra().to_string();
        let Some(first) = seen.get(&nevra) else {
            seen.insert(nevra, package);
            continue;
        };
        let bytes = if first.checksum == package.checksum { "the same bytes" } else { "other bytes" };
        let message = format!(
            "{nevra} is listed twice with {bytes}: `{}` and `{}`",
            first.location.href, package.location.href
        );
        let help = "delete one of the files, and run `createrepo_c` again";
        findings.error(&repository.primary_path(), span(package.place), message, help);
    }
}
