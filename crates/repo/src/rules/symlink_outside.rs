use crate::repository::{Access, PackageCheck, Unusable};
use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("symlink-outside"),
        severities: &[Severity::Error],
        summary: "A link leads out of the tree.",
        what: "Finds files of metadata and packages that are links to a place outside of the folder on the command line. They are never opened.",
        why: "What a mirror serves from there may be anything, and may be missing on the next mirror.",
        example: "Packages/oak-1-1.noarch.rpm -> /srv/build/oak.rpm",
        fix: "Replace the link with the file.",
    },
    check: Check::World(check),
};

const HELP: &str = "replace the link with the file, or name a folder that holds both";

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    if repository.repomd.as_ref().err() == Some(&Unusable::Outside) {
        let message = "`repomd.xml` is a link that leads out of the tree";
        findings.error(&repository.repomd_path(), Span::START, message, HELP);
    }
    for file in repository.files.iter().filter(|file| matches!(file.access, Access::Outside)) {
        let message = format!("the file of `{}` is a link that leads out of the tree", file.data.kind);
        findings.error(&file.path, Span::START, message, HELP);
    }
    for (package, check) in repository.packages.iter().zip(&repository.checks) {
        if matches!(check, PackageCheck::Outside) {
            let message = format!("{}: its file is a link that leads out of the tree", package.nevra());
            findings.error(&repository.path_of(&package.location.href), Span::START, message, HELP);
        }
    }
}
