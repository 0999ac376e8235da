use crate::dist::{dist, dist_of};
use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("dist-foreign"),
        severities: &[Severity::Warning],
        summary: "A package is built for another distribution than the others.",
        what: "Finds packages with another `.elN` in their release than `--dist` says, or than 80 % of the packages that have one carry.",
        why: "It was probably built for another major version, and requires libraries that are not there.",
        example: "oak-1-1.el8.noarch in a repository of el9",
        fix: "Build the package for this distribution, or say `--dist`.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let Some((dist, reason)) = dist(repository) else { return };
    for package in &repository.packages {
        if let Some(found) = dist_of(&package.evr.release).filter(|found| *found != dist) {
            let message = format!(
                "{}: it is built for {found}, the repository is of {dist} ({reason})",
                package.nevra()
            );
            let help = "build the package for this distribution, or say `--dist`";
            findings.warn(&repository.primary_path(), span(package.place), message, help);
        }
    }
}
