use crate::repository::Unusable;
use crate::span::span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("xml-doctype"),
        severities: &[Severity::Error],
        summary: "A document has a document type with an internal subset.",
        what: "Finds `<!DOCTYPE … [ … ]>`. The file is not read any further, and entities are never expanded.",
        why: "An internal subset defines entities, with which a few lines become gigabytes. No tool writes one into metadata.",
        example: "<!DOCTYPE metadata [ <!ENTITY e \"x\"> ]>",
        fix: "Make the file again with the tool that writes it, and find out who changed it.",
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
        if let Unusable::Doctype(place) = unusable {
            findings.error(
                &path,
                span(*place),
                "the document type has an internal subset, which is not read",
                "make the file again, and find out who changed it",
            );
        }
    }
}
