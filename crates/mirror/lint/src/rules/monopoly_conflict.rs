use std::collections::BTreeMap;

use ipnet::IpNet;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("monopoly-conflict"),
        severities: &[Severity::Warning],
        summary: "Two mirrors claim a monopoly over the same network.",
        what: "Finds networks that two files with `monopoly: true` list.",
        why: "Clients get only one of the two, and the shuffle decides which.",
        example: "monopoly: true
subnets: [192.0.2.0/24]  # and the same in another file",
        fix: "Give the network to one of them, or a narrower part to each.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    let mut claimed: BTreeMap<IpNet, usize> = BTreeMap::new();
    for (place, file) in world.mirrors.iter().enumerate().filter(|(_, file)| file.monopoly.is_some()) {
        for (network, node) in file.networks() {
            let first = *claimed.entry(network).or_insert(place);
            if let Some(other) = world.mirrors.get(first).filter(|_| first != place) {
                let message = format!("`monopoly`: {} also claims {network}", other.path);
                findings.warn(&file.path, node.span, message, "give it to one of the two");
            }
        }
    }
}
