use maneki_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("monopoly-without-subnets"),
    severities: &[Severity::Warning],
    summary: "A mirror claims to be the only answer to no network.",
    what: "Finds `monopoly: true` without `subnets`.",
    why: "A monopoly is over the networks in `subnets`. Without any the key has no effect.",
    example: "monopoly: true",
    fix: "Add the networks, or remove the key.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if let Some(span) = file.monopoly.filter(|_| !file.has_subnets) {
        let message = "`monopoly` has no effect without `subnets`";
        findings.warn(file.path, span, message, "add the networks, or remove the key");
    }
}
