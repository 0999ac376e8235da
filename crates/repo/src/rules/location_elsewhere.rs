use crate::repository::PublishedPackage;
use crate::span::{is_http, span};
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("location-elsewhere"),
        severities: &[Severity::Info],
        summary: "Files are on another server.",
        what: "Finds `xml:base` with a URL. Such files are not fetched.",
        why: "Those files are not verified, and a mirror does not have them.",
        example: "<location xml:base=\"https://mirror.example.org/\" href=\"oak.rpm\"/>",
        fix: "Remove `xml:base` where the repository should be complete.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let help = "verify the other server by itself";
    for file in &repository.files {
        if let Some(base) = file.data.location.base.as_ref().filter(|base| is_http(base)) {
            let message = format!("the file of `{}` is at {base}, and is not verified", file.data.kind);
            findings.advise(&repository.repomd_path(), span(file.data.place), message, help);
        }
    }
    let is_elsewhere = |package: &&PublishedPackage| package.location.base.as_deref().is_some_and(is_http);
    let mut packages = repository.packages.iter().filter(is_elsewhere);
    if let Some(first) = packages.next() {
        let message = match packages.count() {
            0 => format!("{} is on another server, and is not verified", first.nevra()),
            count => format!(
                "{} and {count} other packages are on another server, and are not verified",
                first.nevra()
            ),
        };
        findings.advise(&repository.primary_path(), span(first.place), message, help);
    }
}
