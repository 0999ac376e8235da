use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("monopoly-not-private"),
    severities: &[Severity::Warning],
    summary: "A public mirror claims to be the only answer to its networks.",
    what: "Finds `monopoly: true` with subnets and without `private: true`.",
    why: "If this one mirror fails, every client in its networks is left with nothing, although it stands open to all and the others would do.",
    example: "monopoly: true
subnets: [192.0.2.0/24]",
    fix: "Remove `monopoly`: clients in the networks get the mirror first anyway. Or add `private: true`, if they can reach no other.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if let Some(span) = file.monopoly
        && file.has_subnets
        && !file.private
    {
        let message = "`monopoly` on a public mirror keeps its networks from all others";
        findings.warn(file.path, span, message, "remove it, or add `private: true`");
    }
}
