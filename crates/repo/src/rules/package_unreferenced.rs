use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use std::collections::BTreeSet;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("package-unreferenced"),
        severities: &[Severity::Warning],
        summary: "A package is not in `primary`.",
        what: "Finds files ending in `.rpm` below the repository that `primary` does not list.",
        why: "Mirrors copy it, and no client can install it. Often the metadata were not made again after a package was added.",
        example: "Packages/oak-2-1.noarch.rpm",
        fix: "Run `createrepo_c` again, or delete the file.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    if !repository.is_whole("primary") {
        return;
    }
    let listed: BTreeSet<&str> =
        repository.packages.iter().map(|package| package.location.href.as_str()).collect();
    for href in repository.rpms.iter().filter(|href| !listed.contains(href.as_str())) {
        let message = format!("`primary` does not list `{href}`");
        let help = "run `createrepo_c` again, or delete the file";
        findings.warn(&repository.path_of(href), Span::START, message, help);
    }
}
