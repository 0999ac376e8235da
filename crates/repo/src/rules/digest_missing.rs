use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm::Agreement;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("digest-missing"),
        severities: &[Severity::Error, Severity::Warning],
        summary: "A package has no digest of its header or of its payload.",
        what: "Finds packages whose header no digest covers (error), and packages whose payload alone no digest covers (warning).",
        why: "Damage goes unnoticed, and rpm of Enterprise Linux 9 refuses the package.",
        example: "oak-1-1.noarch.rpm: no SHA-256 of the header",
        fix: "Build the package again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for (package, checked) in repository.checked().filter(|(_, checked)| checked.error.is_none()) {
        let path = repository.path_of(&package.location.href);
        let help = "build the package again";
        if checked.header_digest == Agreement::Missing {
            let message = format!("{}: no digest covers its header", package.nevra());
            findings.error(&path, Span::START, message, help);
        } else if checked.payload_digest == Some(Agreement::Missing) {
            let message = format!("{}: no digest covers its payload", package.nevra());
            findings.warn(&path, Span::START, message, help);
        }
    }
}
