use ipnet::IpNet;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_yaml::Node;

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("subnet-overlap"),
        severities: &[Severity::Info],
        summary: "Networks of two mirrors overlap.",
        what: "Finds networks that are equal to a network of another mirror, or inside one.",
        why: "It may be intended: the narrower network wins, equal networks share the clients, and a monopoly excludes the others. It may also be a typing error in a prefix.",
        example: "subnets: [192.0.2.0/25]  # and another file has 192.0.2.0/24",
        fix: "If it is intended, nothing needs to change.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    let mut networks: Vec<(IpNet, usize, &Node)> = Vec::new();
    for (place, file) in world.mirrors.iter().enumerate() {
        networks.extend(file.networks().map(|(network, node)| (network, place, node)));
    }
    // Wider networks come first, so the networks around a network are on the stack.
    networks
        .sort_by_key(|&(network, place, node)| (network.network(), network.prefix_len(), place, node.span));
    let mut around: Vec<(IpNet, usize)> = Vec::new();
    for (network, place, node) in networks {
        while around.last().is_some_and(|(wider, _)| !wider.contains(&network)) {
            around.pop();
        }
        let other = around.iter().rev().find(|(_, other)| *other != place);
        if let Some(&(wider, other)) = other {
            report(world, (network, place, node), (wider, other), findings);
        }
        // Another rule reports a repeated network, which would make the stack long.
        if around.last() != Some(&(network, place)) {
            around.push((network, place));
        }
    }
}

fn report(
    world: &World,
    (network, place, node): (IpNet, usize, &Node),
    (wider, other): (IpNet, usize),
    findings: &mut Findings<'_>,
) {
    let (Some(file), Some(other)) = (world.mirrors.get(place), world.mirrors.get(other)) else { return };
    // Another rule reports two monopolies over the same network.
    if network == wider && file.monopoly.is_some() && other.monopoly.is_some() {
        return;
    }
    let message = if network == wider {
        format!("`subnets`: {} also has the network {network}", other.path)
    } else {
        format!("`subnets`: {network} is inside {wider} of {}", other.path)
    };
    // A narrower network takes precedence, except over a monopoly.
    let they_get = match (file.monopoly, other.monopoly) {
        (Some(_), _) => "only this mirror, because of its monopoly",
        (None, Some(_)) => "only the other mirror, because of its monopoly",
        (None, None) if network == wider => "both",
        (None, None) => "this mirror first",
    };
    let help = format!("clients in it get {they_get}; if this is intended, nothing needs to change");
    findings.advise(&file.path, node.span, message, help);
}
