use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::{MirrorFile, text_of};
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("email-invalid"),
    severities: &[Severity::Warning],
    summary: "An e-mail address is none.",
    what: "Finds values of `email` that have not the form of one address.",
    why: "When the mirror fails, nobody can be told.",
    example: "email: admin at example.org",
    fix: "Write one address: `mirror-admin@example.org`.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(email) = text_of(file.root, "email").filter(|email| !email.value.trim().is_empty()) else {
        return;
    };
    if !is_address(email.value.trim()) {
        let shown = maneki_ground_diagnostics::shown(email.value.trim());
        let message = format!("`{shown}` is no e-mail address");
        findings.warn(file.path, email.node.span, message, "write one address such as `mirror@example.org`");
    }
}

/// As far as the form goes; whether somebody reads it only a letter can tell.
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
