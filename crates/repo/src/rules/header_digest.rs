use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm::Agreement;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("header-digest"),
        severities: &[Severity::Error],
        summary: "The header of a package is not what its digest says.",
        what: "Compares the digest in the signature header with the main header.",
        why: "rpm refuses the package. It was changed after it was built.",
        example: "SHA-256 of the main header",
        fix: "Put the package there again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for (package, checked) in repository.checked() {
        if checked.header_digest == Agreement::Differs {
            let message = format!("{}: its header is not what its digest says", package.nevra());
            let help = "put the package there again";
            findings.error(&repository.path_of(&package.location.href), Span::START, message, help);
        }
    }
}
