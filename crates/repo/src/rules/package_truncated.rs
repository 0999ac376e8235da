use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm::PackageError;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("package-truncated"),
        severities: &[Severity::Error],
        summary: "A package ends within its headers.",
        what: "Finds packages that end before their payload starts.",
        why: "rpm refuses the package.",
        example: "oak-1-1.noarch.rpm: 4096 bytes",
        fix: "Put the package there again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for (package, checked) in repository.checked() {
        if let Some(error @ PackageError::Truncated { .. }) = &checked.error {
            let message = format!("{}: {error}", package.nevra());
            let help = "put the package there again";
            findings.error(&repository.path_of(&package.location.href), Span::START, message, help);
        }
    }
}
