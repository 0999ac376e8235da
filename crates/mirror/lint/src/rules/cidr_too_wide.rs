use maneki_ground_address::Reach;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("cidr-too-wide"),
        severities: &[Severity::Error, Severity::Warning],
        summary: "A network would capture a large part of the internet.",
        what: "Finds networks that are wider than the network of any organisation with a mirror. Networks wider than /8 (IPv6: /16) are errors. Networks wider than /12 (IPv6: /24) are warnings; `mirror.lint.widest_ipv4` and `mirror.lint.widest_ipv6` change this limit.",
        why: "Clients in the network get this mirror first. `0.0.0.0/0` would capture all clients.",
        example: "subnets:
  - 0.0.0.0/0",
        fix: "List your own networks, as they are announced.",
    },
    check: Check::World(check),
};

/// What loading lets through and is still unusual; the errors are loading's.
fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, world, findings);
    }
}

fn check_file(file: &MirrorFile, world: &World, findings: &mut Findings<'_>) {
    for (network, node) in file.networks() {
        let (refused, unusual) = if network.addr().is_ipv4() {
            (8, world.options.widest_v4)
        } else {
            (16, world.options.widest_v6)
        };
        if (refused..unusual).contains(&network.prefix_len()) && Reach::from_network(network) == Reach::Public
        {
            let message = format!("`subnets`: {network} is unusually wide for the network of a mirror");
            findings.warn(&file.path, node.span, message, "list your own networks");
        }
    }
}
