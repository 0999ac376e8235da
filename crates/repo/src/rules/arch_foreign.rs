use crate::architecture::{architecture, belongs};
use crate::repository::PublishedPackage;
use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("arch-foreign"),
        severities: &[Severity::Error],
        summary: "A package is of another architecture than the repository.",
        what: "Finds packages that are neither of the architecture of the repository nor `noarch` nor of its multilib partner (i686, i586 and i386 beside x86_64). The architecture is `--arch`, else the last folder of the path that is called like one, else the most frequent one.",
        why: "No machine that uses the repository can install it. Often a package was published into the wrong folder.",
        example: "9/BaseOS/x86_64/os/Packages/oak-1-1.aarch64.rpm",
        fix: "Move the package to the repository of its architecture.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let Some((arch, reason)) = architecture(repository) else { return };
    let is_foreign = |package: &&PublishedPackage| !package.is_source() && !belongs(&package.arch, &arch);
    for package in repository.packages.iter().filter(is_foreign) {
        let message = format!("{}: the repository is of {arch} ({reason})", package.nevra());
        let help = "move the package to the repository of its architecture, or say `--arch`";
        findings.error(&repository.primary_path(), span(package.place), message, help);
    }
}
