use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("package-count"),
        severities: &[Severity::Error],
        summary: "A file lists another number of packages than it declares.",
        what: "Compares `packages=` of `primary`, `filelists` and `other` with the number of packages in the file.",
        why: "Clients plan with the number, and some refuse the file.",
        example: "<metadata packages=\"2\"><package type=\"rpm\">…</package></metadata>",
        fix: "Run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for file in repository.files.iter().filter(|file| file.is_named_file() && file.is_whole()) {
        let Some(contents) = file.contents() else { continue };
        let Some(declared) = contents.declared.filter(|&declared| declared != contents.entries) else {
            continue;
        };
        let message =
            format!("`{}` declares {declared} packages and lists {}", file.data.kind, contents.entries);
        findings.error(&file.path, Span::START, message, "run `createrepo_c` again");
    }
}
