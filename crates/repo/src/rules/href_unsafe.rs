use crate::span::{is_http, span};
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm_metadata::{Location, check_href};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("href-unsafe"),
        severities: &[Severity::Error],
        summary: "A path leads out of the repository.",
        what: "Finds paths in `repomd.xml` and in `primary` that are absolute, have a scheme, contain `..` (also percent-encoded), a backslash or a control character, and an `xml:base` other than HTTP. Such files are never opened.",
        why: "A client that follows such a path reads or writes files of the machine that it runs on.",
        example: "<location href=\"../../etc/passwd\"/>",
        fix: "Find out who wrote the path, and run `createrepo_c` again.",
    },
    check: Check::World(check),
};

const HELP: &str = "find out who wrote this path, and run `createrepo_c` again";

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for file in &repository.files {
        if let Some(message) = problem(&file.data.location) {
            let message = format!("the location of `{}`: {message}", file.data.kind);
            findings.error(&repository.repomd_path(), span(file.data.place), message, HELP);
        }
    }
    for package in &repository.packages {
        if let Some(message) = problem(&package.location) {
            let message = format!("{}: {message}", package.nevra());
            findings.error(&repository.primary_path(), span(package.place), message, HELP);
        }
    }
}

fn problem(location: &Location) -> Option<String> {
    match &location.base {
        Some(base) if !is_http(base) => Some(format!("`xml:base` is `{base}`, which is not a URL of HTTP")),
        _ => {
            check_href(&location.href).err().map(|problem| format!("the path `{}`: {problem}", location.href))
        }
    }
}
