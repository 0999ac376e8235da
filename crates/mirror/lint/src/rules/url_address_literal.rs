use maneki_ground_address::Reach;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::Protocol;

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("url-address-literal"),
        severities: &[Severity::Info],
        summary: "The host of a URL is an address.",
        what: "Finds http and https URLs with an IP address as host.",
        why: "The mirror cannot move without a change of the file, and few certificates are valid for an address.",
        example: "address:
  http: http://192.0.2.7/os/",
        fix: "Write a host name.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    for declared in &file.urls {
        let handed_out = |protocol| matches!(protocol, Protocol::Http | Protocol::Https);
        let Some(url) = declared.url.as_ref().filter(|url| handed_out(url.protocol())) else { continue };
        let message = match url.address().map(|address| (address, Reach::from_address(address))) {
            Some((address, Reach::Documentation)) => {
                format!("{}: {address} is for documentation, and no server has it", declared.at)
            }
            Some((address, Reach::Public)) => format!("{}: the host is the address {address}", declared.at),
            // Other addresses are errors of public mirrors, and usual for private ones.
            _ => continue,
        };
        findings.advise(&file.path, declared.node.span, message, "write a host name");
    }
}
