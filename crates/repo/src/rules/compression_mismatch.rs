use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_rpm_metadata::Packing;

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("compression-mismatch"),
        severities: &[Severity::Warning],
        summary: "The suffix of a file is that of another packing.",
        what: "Compares the first bytes of each file with its suffix.",
        why: "Clients that go by the suffix cannot unpack the file.",
        example: "primary.xml.gz: packed with xz",
        fix: "Run `createrepo_c` again.",
    },
    check: Check::World(check),
};

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    for file in repository.files.iter().filter(|file| !file.has_unknown_packing()) {
        let Some(contents) = file.contents() else { continue };
        let (suffix, packing) = (Packing::from_suffix(&file.data.location.href), contents.unpacked.packing);
        // An empty or damaged file has no packing.
        if suffix != packing && contents.unpacked.file.size > 0 && file.is_named_file() {
            let message = format!("`{}` is packed as {packing}, its suffix says {suffix}", file.data.kind);
            findings.warn(&file.path, Span::START, message, "run `createrepo_c` again");
        }
    }
}
