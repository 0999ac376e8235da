use crate::repository::PublishedPackage;
use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("multilib-skew"),
        severities: &[Severity::Error],
        summary: "The newest i686 and x86_64 packages of one name differ in version.",
        what: "Compares the newest i686 package of each name with the newest x86_64 package of that name.",
        why: "Both cannot be installed together: files that they share have different contents, and an update of one is held back by the other.",
        example: "oak-1-1.i686 beside oak-1-2.x86_64",
        fix: "Publish both architectures of the same build.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let newest = |arch: &str| -> BTreeMap<&str, &PublishedPackage> {
        let mut newest: BTreeMap<&str, &PublishedPackage> = BTreeMap::new();
        for package in repository.packages.iter().filter(|package| package.arch == arch) {
            let known = newest.entry(&package.name).or_insert(package);
            if package.evr().compare(&known.evr()) == Ordering::Greater {
                *known = package;
            }
        }
        newest
    };
    let native = newest("x86_64");
    for (name, package) in newest("i686") {
        let Some(other) = native.get(name) else { continue };
        if package.evr().compare(&other.evr()) != Ordering::Equal {
            let message =
                format!("{} and {} are the newest of their architectures", package.nevra(), other.nevra());
            let help = "publish both architectures of the same build";
            findings.error(&repository.primary_path(), span(package.place), message, help);
        }
    }
}
