use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::{MirrorFile, text_of};
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("email-invalid"),
        severities: &[Severity::Warning],
        summary: "A text is not an e-mail address.",
        what: "Finds values of `email` that do not have the form of one address.",
        why: "The operator cannot be notified when the mirror fails.",
        example: "email: admin at example.org",
        fix: "Write one address: `mirror-admin@example.org`.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    let Some(email) = text_of(file.root(), "email").filter(|email| !email.value.trim().is_empty()) else {
        return;
    };
    if !is_address(email.value.trim()) {
        let shown = maneki_ground_diagnostics::shown(email.value.trim());
        let message = format!("`email`: `{shown}` is not an e-mail address");
        findings.warn(&file.path, email.node.span, message, "write one address such as `mirror@example.org`");
    }
}

/// Whether a text has the form of an e-mail address.
pub(crate) fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_part = |c: char| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    !local.is_empty()
        && local.chars().all(local_part)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && domain.contains('.')
        && domain.split('.').all(label)
}
