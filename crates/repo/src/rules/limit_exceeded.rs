use crate::repository::Unusable;
use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("limit-exceeded"),
        severities: &[Severity::Error],
        summary: "A file has more of something than is read.",
        what: "Finds `repomd.xml` files of more than 4 MiB or 200 `data` elements, texts of more than 16 MiB, elements more than 32 inside each other, packages with more than 100,000 dependencies or 1,048,575 files, and more than 1,000,000 packages.",
        why: "A file beyond these limits is damaged or hostile: no distribution comes near them.",
        example: "<a><a><a><a>",
        fix: "Make the metadata again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let of_repomd = repository.repomd.as_ref().err().map(|unusable| (repository.repomd_path(), unusable));
    let of_files = repository.files.iter().filter_map(|file| {
        let unusable = file.contents()?.unusable.as_ref()?;
        Some((file.path.clone(), unusable))
    });
    for (path, unusable) in of_repomd.into_iter().chain(of_files) {
        if let Unusable::Limit(place, limit) = unusable {
            findings.error(&path, span(*place), limit.clone(), "make the metadata again");
        }
    }
}
