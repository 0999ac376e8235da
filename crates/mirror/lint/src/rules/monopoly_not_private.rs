use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("monopoly-not-private"),
        severities: &[Severity::Warning],
        summary: "A public mirror claims a monopoly over its networks.",
        what: "Finds `monopoly: true` with `subnets` and without `private: true`.",
        why: "If this mirror fails, clients in its networks get no mirror at all, although they can reach the others.",
        example: "monopoly: true
subnets: [192.0.2.0/24]",
        fix: "Remove `monopoly`: clients in the networks get the mirror first anyway. Or add `private: true` if they cannot reach other mirrors.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    if let Some(span) = file.monopoly
        && file.has_subnets
        && !file.private
    {
        let message = "`monopoly` of a public mirror keeps its clients from all other mirrors";
        findings.warn(&file.path, span, message, "remove it, or add `private: true`");
    }
}
