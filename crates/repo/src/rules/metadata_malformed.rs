use crate::repository::Unusable;
use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm_metadata::Flaw;
use std::sync::Arc;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("metadata-malformed"),
        severities: &[Severity::Error],
        summary: "A file of metadata is not the document that it should be.",
        what: "Finds files that are not XML, that have another root element, and entries without something that is needed.",
        why: "Clients fail on the whole file, or never see the entry.",
        example: "<package type=\"rpm\">\n  <name>oak</name>\n</package>",
        fix: "Run `createrepo_c` again, and copy its files byte by byte.",
    },
    check: Check::World(check),
};

/// More entries of one file are only counted.
const MOST: usize = 20;

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let path = repository.repomd_path();
    match &repository.repomd {
        Err(Unusable::Malformed(place, problem)) => {
            findings.error(&path, span(*place), problem.clone(), "run `createrepo_c` again");
        }
        Ok(repomd) => flaws(&path, &repomd.flaws, findings),
        Err(_) => {}
    }
    // What is wrong with a file that is not the one that repomd.xml means follows from that.
    for file in repository.files.iter().filter(|file| file.is_named_file() && !file.has_unknown_packing()) {
        let Some(contents) = file.contents() else { continue };
        flaws(&file.path, &contents.flaws, findings);
        if let Some(Unusable::Malformed(place, problem)) = &contents.unusable {
            findings.error(&file.path, span(*place), problem.clone(), "run `createrepo_c` again");
        }
    }
}

fn flaws(path: &Arc<str>, flaws: &[Flaw], findings: &mut Findings<'_>) {
    for flaw in flaws.iter().take(MOST) {
        findings.error(path, span(flaw.place), flaw.problem.clone(), "run `createrepo_c` again");
    }
    if let Some(flaw) = flaws.get(MOST) {
        let message = format!("{} more entries cannot be used", flaws.len() - MOST);
        findings.error(path, span(flaw.place), message, "run `createrepo_c` again");
    }
}
