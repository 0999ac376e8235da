use maneki_ground_address::Reach;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("subnet-not-public"),
        severities: &[Severity::Warning, Severity::Info],
        summary: "A network is not on the public internet.",
        what: "Finds networks for private use, loopback, link-local and multicast addresses in the `subnets` of public mirrors, and the latter three in private mirrors as well. Networks for documentation are advice.",
        why: "Clients reach the service from public addresses, so no client is ever in such a network; or clients of other organisations that use the same numbers are.",
        example: "subnets:
  - 10.0.0.0/8",
        fix: "Write the networks from which the clients reach the internet.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    for (network, node) in file.networks() {
        let help = "write the networks from which clients reach the internet";
        let kind = match Reach::from_network(network) {
            Reach::Public => continue,
            Reach::Documentation => {
                let message = format!("`subnets`: {network} is for documentation, and no client is in it");
                findings.advise(&file.path, node.span, message, help);
                continue;
            }
            // Clients of a private mirror may reach a service inside their own network.
            Reach::Private if file.private => continue,
            Reach::Private => "for private use",
            Reach::Loopback => "the loopback of every machine",
            Reach::LinkLocal => "for a single link",
            Reach::Multicast => "for multicast",
        };
        findings.warn(
            &file.path,
            node.span,
            format!("`subnets`: {network} is {kind}, and no client on the internet is in it"),
            help,
        );
    }
}
