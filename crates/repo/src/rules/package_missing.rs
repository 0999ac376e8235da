use crate::repository::PackageCheck;
use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("package-missing"),
        severities: &[Severity::Error],
        summary: "A package that `primary` lists is not there.",
        what: "Finds packages that are missing, that are not regular files, or that cannot be read.",
        why: "Every client that wants the package fails.",
        example: "no such file: Packages/oak-1-1.noarch.rpm",
        fix: "Put the package there again, or run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for (package, check) in repository.packages.iter().zip(&repository.checks) {
        let message = match check {
            PackageCheck::Missing => format!("{}: its file is not there", package.nevra()),
            PackageCheck::Unreadable(reason) => {
                format!("{}: its file cannot be read: {reason}", package.nevra())
            }
            _ => continue,
        };
        let help = "put the package there again, or run `createrepo_c` again";
        findings.error(&repository.path_of(&package.location.href), Span::START, message, help);
    }
}
