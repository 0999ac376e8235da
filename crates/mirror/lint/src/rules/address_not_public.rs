use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_mirror_model::BaseUrl;

use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("address-not-public"),
    severities: &[Severity::Error],
    summary: "A URL for the public names an address that the public cannot reach.",
    what: "Finds http and https URLs of public mirrors whose host is a private, local or multicast address or `localhost`, and such a `vault_mirror`.",
    why: "Clients of the public would be sent to machines in their own network, or nowhere. The mirror is left out; a service with such a vault starts, for tests have one.",
    example: "address:
  http: http://10.0.0.1/os/",
    fix: "Write the host name of the mirror, or `private: true` if it is not for the public.",
    check: Check::Across(check),
};

/// The vault; mirrors are judged by loading.
fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    let Some(config) = whole.config.as_ref().filter(|_| !whole.options.policy.allow_private_addresses) else {
        return;
    };
    let Some(node) = config.root.get("vault_mirror").map(|entry| &entry.node) else { return };
    let url = node.scalar().and_then(|scalar| BaseUrl::parse(&scalar.text).ok());
    if let Some(url) = url.filter(|url| url.reach().is_some_and(|reach| !reach.is_harmless())) {
        let message = format!("the public cannot reach {}", url.host());
        findings.refuse(config.path, node.span, message, "write the host name of the vault");
    }
}
