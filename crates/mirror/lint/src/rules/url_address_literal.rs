use maneki_ground_address::Reach;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_mirror_model::Protocol;

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("url-address-literal"),
    severities: &[Severity::Info],
    summary: "A URL names an address and no host.",
    what: "Finds http and https URLs with an IP address for a host.",
    why: "The mirror cannot move without a change of the file, and hardly any certificate is valid for an address.",
    example: "address:
  http: http://192.0.2.7/os/",
    fix: "Write a host name.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    for declared in &file.urls {
        let handed_out = |protocol| matches!(protocol, Protocol::Http | Protocol::Https);
        let Some(url) = declared.url.as_ref().filter(|url| handed_out(url.protocol())) else { continue };
        let message = match url.address().map(|address| (address, Reach::from_address(address))) {
            Some((address, Reach::Documentation)) => {
                format!("{address} is for documentation: nothing is there")
            }
            Some((address, Reach::Public)) => format!("the host is the address {address}"),
            // Other addresses are errors on public mirrors, and usual on private ones.
            _ => continue,
        };
        findings.advise(file.path, declared.node.span, message, "write a host name");
    }
}
