use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::{MirrorFile, text_of};
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("empty-text"),
    severities: &[Severity::Warning],
    summary: "A text is empty.",
    what: "Finds `sponsor`, `sponsor_url`, `email` and `update_frequency` with a value of blanks or nothing between quotes.",
    why: "The key is there for the sake of being there, and pages show a gap.",
    example: r#"sponsor: """#,
    fix: "Write who pays for the mirror; leave out what is not required.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    for key in ["sponsor", "sponsor_url", "email"] {
        if let Some(text) = text_of(file.root, key).filter(|text| text.value.trim().is_empty()) {
            findings.warn(
                file.path,
                text.node.span,
                format!("`{key}` is empty"),
                "write it out, or remove the key if it is optional",
            );
        }
    }
}
