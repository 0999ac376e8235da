use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm::PackageError;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("header-malformed"),
        severities: &[Severity::Error],
        summary: "The header of a package is malformed.",
        what: "Finds packages that are not RPM files, or whose headers have numbers that cannot be true.",
        why: "rpm refuses the package, or a weaker tool crashes on it.",
        example: "tag 1028, offset 2147483647: its offset is outside of the data",
        fix: "Put the package there again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for (package, checked) in repository.checked() {
        let Some(error) =
            checked.error.as_ref().filter(|error| !matches!(error, PackageError::Truncated { .. }))
        else {
            continue;
        };
        let message = format!("{}: {error}", package.nevra());
        let help = "put the package there again";
        findings.error(&repository.path_of(&package.location.href), Span::START, message, help);
    }
}
