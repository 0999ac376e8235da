use ipnet::IpNet;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_mirror_registry::document::Node;

use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("subnet-overlap"),
    severities: &[Severity::Info],
    summary: "Networks of two mirrors overlap.",
    what: "Finds networks that are equal to a network of another mirror, or lie within one.",
    why: "It may be meant: the narrower one wins, equal ones share the clients, and a monopoly leaves nothing to the others. It may also be a typing error in a prefix.",
    example: "subnets: [192.0.2.0/25]  # and another file has 192.0.2.0/24",
    fix: "Nothing, if it is meant.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    let mut networks: Vec<(IpNet, usize, &Node)> = Vec::new();
    for (place, file) in whole.mirrors.iter().enumerate() {
        networks.extend(file.networks.iter().map(|&(network, node)| (network, place, node)));
    }
    // Wider before narrower: what a network lies within is then on the stack.
    networks
        .sort_by_key(|&(network, place, node)| (network.network(), network.prefix_len(), place, node.span));
    let mut around: Vec<(IpNet, usize)> = Vec::new();
    for (network, place, node) in networks {
        while around.last().is_some_and(|(wider, _)| !wider.contains(&network)) {
            around.pop();
        }
        let other = around.iter().rev().find(|(_, other)| *other != place);
        if let Some(&(wider, other)) = other {
            report(whole, (network, place, node), (wider, other), findings);
        }
        // One that a file has twice is told by its own rule, and would make the stack long.
        if around.last() != Some(&(network, place)) {
            around.push((network, place));
        }
    }
}

fn report(
    whole: &Whole<'_>,
    (network, place, node): (IpNet, usize, &Node),
    (wider, other): (IpNet, usize),
    findings: &mut Findings<'_>,
) {
    let (Some(file), Some(other)) = (whole.mirrors.get(place), whole.mirrors.get(other)) else { return };
    // Two monopolies over one network have a rule of their own.
    if network == wider && file.monopoly.is_some() && other.monopoly.is_some() {
        return;
    }
    let message = if network == wider {
        format!("{} has the network {network} as well", other.path)
    } else {
        format!("{network} lies within {wider} of {}", other.path)
    };
    // A narrower network goes first, but it ends no monopoly.
    let they_get = match (file.monopoly, other.monopoly) {
        (Some(_), _) => "this mirror alone, for it has a monopoly",
        (None, Some(_)) => "the other mirror alone, for it has a monopoly",
        (None, None) if network == wider => "both",
        (None, None) => "this mirror first",
    };
    let help = format!("clients in it get {they_get}; nothing is to be done if this is meant");
    findings.advise(file.path, node.span, message, help);
}
