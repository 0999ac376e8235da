use crate::repository::PublishedPackage;
use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use std::collections::BTreeMap;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("href-duplicate"),
        severities: &[Severity::Error],
        summary: "Two packages are in one file.",
        what: "Finds two different packages with the same path.",
        why: "At least one of the two cannot be installed.",
        example: "<location href=\"oak.rpm\"/>",
        fix: "Run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let mut seen: BTreeMap<&str, &PublishedPackage> = BTreeMap::new();
    for package in &repository.packages {
        let key = package.location.href.as_str();
        let first = *seen.entry(key).or_insert(package);
        // The same package twice is a finding of its own.
        if first.nevra() != package.nevra() {
            let message = format!("{} has the path `{}`, as has {}", package.nevra(), key, first.nevra());
            findings.error(
                &repository.primary_path(),
                span(package.place),
                message,
                "run `createrepo_c` again",
            );
        }
    }
}
