use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::BaseUrl;

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("address-not-public"),
        severities: &[Severity::Error],
        summary: "A URL of a public mirror is not reachable from the internet.",
        what: "Finds http and https URLs of public mirrors whose host is a private, local or multicast address or `localhost`, and such a `vault_mirror`.",
        why: "Clients would be sent into their own network, or nowhere. The mirror is left out. A service with such a vault starts, because tests use one.",
        example: "address:
  http: http://10.0.0.1/os/",
        fix: "Write the host name of the mirror, or `private: true` if it is not for the public.",
    },
    check: Check::World(check),
};

/// The vault; mirrors are checked by loading.
fn check(world: &World, findings: &mut Findings<'_>) {
    let Some(config) = world.config.as_ref().filter(|_| !world.options.parse.allow_private_addresses) else {
        return;
    };
    let Some(node) = config.root().get("vault_mirror").map(|entry| &entry.node) else { return };
    let url = node.scalar().and_then(|scalar| BaseUrl::parse(&scalar.text).ok());
    if let Some(url) = url.filter(|url| url.reach().is_some_and(|reach| !reach.is_harmless())) {
        let message = format!("`vault_mirror`: `{}` is not reachable from the internet", url.host());
        findings.error(&config.path, node.span, message, "write the host name of the vault");
    }
}
