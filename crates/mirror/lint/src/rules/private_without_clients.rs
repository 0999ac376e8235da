use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("private-without-clients"),
        severities: &[Severity::Warning],
        summary: "No client can get this private mirror.",
        what: "Finds `private: true` in files without `subnets`, `asn` and `cloud_type`.",
        why: "Only the networks and systems in its file get a private mirror. Without them no client gets it, no page shows it, and Maneki does not check it.",
        example: "private: true",
        fix: "Add the networks in `subnets` or the system in `asn`. If the mirror is not useful to others, remove the file.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    let Some(private) = file.root().get("private").filter(|_| file.private) else { return };
    // Another rule reports a wrong value; an empty list has no clients.
    let wrong = |key: &str| {
        let node = file.root().get(key).map(|entry| &entry.node);
        node.is_some_and(|node| node.items().is_none_or(|items| !items.is_empty()))
    };
    let has_clients = wrong("subnets")
        || wrong("asn")
        || file.has_subnets
        || !file.asns.is_empty()
        || file.root().get("cloud_type").is_some();
    if !has_clients {
        let message = "`private`: no client can get this mirror";
        let help = "add `subnets` or `asn`: only the networks and systems in its file get a private mirror";
        findings.warn(&file.path, private.key_span, message, help);
    }
}
