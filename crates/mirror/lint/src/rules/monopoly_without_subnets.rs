use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("monopoly-without-subnets"),
        severities: &[Severity::Warning, Severity::Info],
        summary: "A mirror claims a monopoly without networks.",
        what: "Finds `monopoly: true` without `subnets`.",
        why: "A monopoly is over the networks in `subnets`, so the key has no effect. The exception is a private mirror with `asn`, whose monopoly is over whole autonomous systems; this is rarely intended, and only advice.",
        example: "monopoly: true",
        fix: "Add the networks, or remove the key.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    let Some(span) = file.monopoly.filter(|_| !file.has_subnets) else { return };
    if file.private && !file.asns.is_empty() {
        let message = "`monopoly` without `subnets` is over whole systems in `asn`";
        findings.advise(&file.path, span, message, "list the networks, unless this is intended");
    } else {
        let message = "`monopoly` has no effect without `subnets`";
        findings.warn(&file.path, span, message, "add the networks, or remove the key");
    }
}
