use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm::PackageError;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("package-size"),
        severities: &[Severity::Error],
        summary: "A package has another size than `primary` says.",
        what: "Compares the size of each file with `size package=`.",
        why: "Clients refuse the package. It was replaced, changed, or cut.",
        example: "<size package=\"100\"/>",
        fix: "Put the package there again, or run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for (package, checked) in repository.checked() {
        // A file that ends within its headers is truncated, which says more.
        let is_cut = matches!(checked.error, Some(PackageError::Truncated { .. }));
        if let Some(size) = package.size.filter(|&size| size != checked.size && !is_cut) {
            let message =
                format!("{}: it has {} bytes, the metadata say {size}", package.nevra(), checked.size);
            let help = "put the package there again, or run `createrepo_c` again";
            findings.error(&repository.path_of(&package.location.href), Span::START, message, help);
        }
    }
}
