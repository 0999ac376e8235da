use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::{MirrorFile, text_of};
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("empty-text"),
        severities: &[Severity::Warning],
        summary: "A text is empty.",
        what: "Finds `sponsor`, `sponsor_url` and `email` whose value is empty or consists of spaces.",
        why: "Pages show a gap instead of a name.",
        example: r#"sponsor: """#,
        fix: "Write the name of the sponsor; remove a key that is optional.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    for key in ["sponsor", "sponsor_url", "email"] {
        if let Some(text) = text_of(file.root(), key).filter(|text| text.value.trim().is_empty()) {
            findings.warn(
                &file.path,
                text.node.span,
                format!("`{key}` is empty"),
                "add a text, or remove the key if it is optional",
            );
        }
    }
}
