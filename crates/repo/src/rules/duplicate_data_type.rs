use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("duplicate-data-type"),
        severities: &[Severity::Error],
        summary: "`repomd.xml` names two files of one type.",
        what: "Finds a `data` element whose type an earlier one has.",
        why: "Clients disagree about which of the two counts.",
        example: "<data type=\"primary\">…</data>\n<data type=\"primary\">…</data>",
        fix: "Remove one with `modifyrepo_c --remove`, or run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let path = repository.repomd_path();
    for (index, file) in repository.files.iter().enumerate() {
        let kind = &file.data.kind;
        if let Some(first) = repository.files[..index].iter().find(|other| other.data.kind == *kind) {
            let message = format!("there is another `{kind}` in line {}", first.data.place.line);
            findings.error(&path, span(file.data.place), message, "remove one with `modifyrepo_c --remove`");
        }
    }
}
