use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("binary-in-source"),
        severities: &[Severity::Error],
        summary: "A binary package is among source packages.",
        what: "Finds binary packages in a repository with more source packages.",
        why: "Source packages have a repository of their own: clients do not expect the other kind, and offer or update it by mistake.",
        example: "Packages/oak-1-1.src.rpm",
        fix: "Move the package to the other repository, and run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let sources = repository.packages.iter().filter(|package| package.is_source()).count();
    let binaries = repository.packages.len() - sources;
    if binaries >= sources {
        return;
    }
    for package in repository.packages.iter().filter(|package| !package.is_source()) {
        let message = format!("{} is a binary package among source packages", package.nevra());
        let help = "move it to the other repository, and run `createrepo_c` again";
        findings.error(&repository.primary_path(), span(package.place), message, help);
    }
}
