use crate::repository::PublishedPackage;
use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use std::collections::BTreeMap;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("duplicate-pkgid"),
        severities: &[Severity::Error],
        summary: "Two packages have one checksum.",
        what: "Finds two different packages with the same checksum, which ties `primary` to the other files.",
        why: "Clients take the files and the changelog of one for those of the other.",
        example: "<checksum type=\"sha256\" pkgid=\"YES\">00…</checksum>",
        fix: "Run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let mut seen: BTreeMap<&str, &PublishedPackage> = BTreeMap::new();
    for package in &repository.packages {
        let key = package.checksum.text.as_str();
        let first = *seen.entry(key).or_insert(package);
        // The same package twice is a finding of its own.
        if first.nevra() != package.nevra() {
            let message = format!("{} has the checksum {}, as has {}", package.nevra(), key, first.nevra());
            findings.error(
                &repository.primary_path(),
                span(package.place),
                message,
                "run `createrepo_c` again",
            );
        }
    }
}
