use crate::repository::Mismatch;
use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("header-mismatch"),
        severities: &[Severity::Error],
        summary: "The metadata and the header of a package differ.",
        what: "Compares name, epoch, version, release, architecture, source package, build time, dependencies and files, after the changes that `createrepo_c` makes to them.",
        why: "A client plans with the metadata and installs by the header: it resolves dependencies that are not those of the package.",
        example: "<version epoch=\"0\" ver=\"2\" rel=\"1\"/>",
        fix: "Run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for (package, checked) in repository.checked() {
        let nevra = checked.nevra.clone().unwrap_or_else(|| package.nevra().to_string());
        for Mismatch { field, metadata, header } in &checked.mismatches {
            let message = format!("{nevra}: the metadata say {field} `{metadata}`, the header `{header}`");
            findings.error(
                &repository.primary_path(),
                span(package.place),
                message,
                "run `createrepo_c` again",
            );
        }
    }
}
