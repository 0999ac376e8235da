use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm::Agreement;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("payload-digest"),
        severities: &[Severity::Error],
        summary: "The payload of a package is not what its header says.",
        what: "Compares the digest in the header with the payload; of old packages the MD5 of header and payload.",
        why: "rpm refuses the package. It was damaged on a disk or on the way.",
        example: "SHA-256 of the packed payload",
        fix: "Put the package there again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for (package, checked) in repository.checked() {
        // A file of the wrong size has another payload for that reason, and a changed header another digest.
        let same_size = package.size.is_none_or(|size| size == checked.size);
        let sound_header = checked.header_digest != Agreement::Differs;
        if checked.payload_digest == Some(Agreement::Differs) && same_size && sound_header {
            let message = format!("{}: its payload is not what its header says", package.nevra());
            let help = "put the package there again";
            findings.error(&repository.path_of(&package.location.href), Span::START, message, help);
        }
    }
}
