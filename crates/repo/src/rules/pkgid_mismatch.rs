use crate::span::span;
use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use std::collections::BTreeSet;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("pkgid-mismatch"),
        severities: &[Severity::Error],
        summary: "`primary`, `filelists` and `other` do not list the same packages.",
        what: "Compares the checksums that tie the three files together.",
        why: "Clients lose the files or the changelog of a package, or fail.",
        example: "<package pkgid=\"00…\" name=\"oak\" arch=\"noarch\">",
        fix: "Run `createrepo_c` again; the files are from different publications.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    // A file that was not read to its end misses packages for another reason.
    let comparable =
        |kind| repository.file(kind).is_some_and(|file| file.is_named_file() && file.is_faultless());
    if !comparable("primary") {
        return;
    }
    let help = "run `createrepo_c` again: the files are from different publications";
    let primary: BTreeSet<&str> =
        repository.packages.iter().map(|package| package.checksum.text.as_str()).collect();
    for (kind, listed) in [("filelists", &repository.filelists), ("other", &repository.other)] {
        let Some(file) = repository.file(kind).filter(|_| comparable(kind)) else { continue };
        let ids: BTreeSet<&str> = listed.iter().map(|one| one.pkgid.as_str()).collect();
        if let Some(first) = listed.iter().find(|one| !primary.contains(one.pkgid.as_str())) {
            let count = ids.difference(&primary).count();
            let message = format!("{count} packages are not in `primary`, the first is {}", first.nevra);
            findings.error(&file.path, span(first.place), message, help);
        } else if let Some(first) =
            repository.packages.iter().find(|one| !ids.contains(one.checksum.text.as_str()))
        {
            let count = primary.difference(&ids).count();
            let message =
                format!("{count} packages of `primary` are not in `{kind}`, the first is {}", first.nevra());
            findings.error(&file.path, Span::START, message, help);
        }
    }
}
