use maneki_ground_address::Reach;
use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("subnet-not-public"),
    severities: &[Severity::Warning, Severity::Info],
    summary: "A network is one that the public internet does not have.",
    what: "Finds networks for private use, of loopback, link-local and multicast addresses in the `subnets` of public mirrors, the latter three in private ones too; and, as advice, networks for documentation.",
    why: "Clients reach the service from public addresses, so that no client is ever in such a network; or, worse, clients of other people who use the same numbers are.",
    example: "subnets:
  - 10.0.0.0/8",
    fix: "Write the networks from which the clients reach the internet.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    for &(network, node) in &file.networks {
        let help = "write the networks from which clients reach the internet";
        let kind = match Reach::from_network(network) {
            Reach::Public => continue,
            Reach::Documentation => {
                let message = format!("{network} is for documentation, and no client is in it");
                findings.advise(file.path, node.span, message, help);
                continue;
            }
            // A private mirror may be asked for through a service inside of the same network.
            Reach::Private if file.private => continue,
            Reach::Private => "for private use",
            Reach::Loopback => "every machine's own",
            Reach::LinkLocal => "of one cable only",
            Reach::Multicast => "for multicast",
        };
        findings.warn(
            file.path,
            node.span,
            format!("{network} is {kind}: no client of the public is in it"),
            help,
        );
    }
}
