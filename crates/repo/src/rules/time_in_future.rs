use crate::span::span;
use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("time-in-future"),
        severities: &[Severity::Warning],
        summary: "A time is in the future.",
        what: "Finds a revision, the time of a file, and the time at which a package was built that are more than a day after `--at`.",
        why: "Clients that compare times keep old metadata. The clock of the machine that made them is wrong.",
        example: "<revision>4102444800</revision>",
        fix: "Set the clock, and run `createrepo_c` again; rebuild the package.",
    },
    check: Check::World(check),
};

/// Clocks and time zones differ by less.
const DAY: u64 = 24 * 60 * 60;

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let Ok(repomd) = &repository.repomd else { return };
    let limit = u64::try_from(repository.terms.at).unwrap_or(0) + DAY;
    let path = repository.repomd_path();
    let help = "set the clock of the machine that makes the metadata";
    let revision = repomd.revision.as_ref().and_then(|revision| revision.parse::<u64>().ok());
    if let Some(revision) = revision.filter(|&revision| revision > limit) {
        findings.warn(&path, Span::START, format!("the revision {revision} is a time in the future"), help);
    }
    for data in &repomd.data {
        if let Some(time) = data.timestamp.filter(|&time| time > limit) {
            let message = format!("the time {time} of `{}` is in the future", data.kind);
            findings.warn(&path, span(data.place), message, help);
        }
    }
    for package in repository.packages.iter().filter(|package| package.build_time > limit) {
        let message =
            format!("{}: the time {} of its build is in the future", package.nevra(), package.build_time);
        let help = "set the clock of the machine that builds packages";
        findings.warn(&repository.primary_path(), span(package.place), message, help);
    }
}
