use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("file-name-mismatch"),
        severities: &[Severity::Warning],
        summary: "The file of a package has an unusual name.",
        what: "Finds packages whose file is not called `name-version-release.arch.rpm`.",
        why: "People and scripts take it for another package.",
        example: "oak-latest.rpm",
        fix: "Rename the file, and run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for package in &repository.packages {
        let name = package.location.href.rsplit('/').next().unwrap_or_default();
        let expected = package.nevra().file_name();
        // In a URL, `~` and `^` may be percent-encoded.
        if name != expected && name.replace("%7E", "~").replace("%5E", "^") != expected {
            let message = format!("{}: its file is called `{name}`", package.nevra());
            let help = format!("call it `{expected}`, and run `createrepo_c` again");
            findings.warn(&repository.primary_path(), span(package.place), message, help);
        }
    }
}
