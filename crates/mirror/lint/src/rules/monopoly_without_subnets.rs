use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("monopoly-without-subnets"),
    severities: &[Severity::Warning, Severity::Info],
    summary: "A mirror claims to be the only answer to no network.",
    what: "Finds `monopoly: true` without `subnets`.",
    why: "A monopoly is over the networks in `subnets`. Without any the key has no effect; but for a private mirror with `asn`, which then is the only answer to whole autonomous systems. That is rarely meant, and only told.",
    example: "monopoly: true",
    fix: "Add the networks, or remove the key.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(span) = file.monopoly.filter(|_| !file.has_subnets) else { return };
    if file.private && !file.asns.is_empty() {
        let message = "without `subnets` this is a monopoly over all of the systems in `asn`";
        findings.advise(file.path, span, message, "name the networks, unless this is meant");
    } else {
        let message = "`monopoly` has no effect without `subnets`";
        findings.warn(file.path, span, message, "add the networks, or remove the key");
    }
}
