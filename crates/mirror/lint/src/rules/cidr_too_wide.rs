use maneki_ground_address::Reach;
use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("cidr-too-wide"),
    severities: &[Severity::Error, Severity::Warning],
    summary: "A network would capture a large part of the internet.",
    what: "Finds networks that are wider than anybody who mirrors a distribution has. Those that no list may hold (wider than /8, or /16 for IPv6) are errors; those that are unusual (wider than /12, or /24 for IPv6, unless `lint.widest_ipv4` and `lint.widest_ipv6` of the configuration say otherwise) are warnings.",
    why: "Clients in the network are sent to this mirror before all others. `0.0.0.0/0` would capture everybody.",
    example: "subnets:
  - 0.0.0.0/0",
    fix: "Name your own networks, as they are announced.",
    check: Check::Mirror(check),
};

/// What loading lets through and is still unusual; the errors are loading's.
fn check(file: &MirrorFile<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    for &(network, node) in &file.networks {
        let (refused, unusual) = if network.addr().is_ipv4() {
            (8, context.options.widest_v4)
        } else {
            (16, context.options.widest_v6)
        };
        if (refused..unusual).contains(&network.prefix_len()) && Reach::from_network(network) == Reach::Public
        {
            let message = format!("{network} is unusually wide for a mirror's own network");
            findings.warn(file.path, node.span, message, "name the networks that are yours");
        }
    }
}
