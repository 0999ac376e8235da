use maneki_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("address-not-public"),
    severities: &[Severity::Error],
    summary: "A URL for the public names an address that the public cannot reach.",
    what: "Finds http and https URLs of public mirrors whose host is a private, local or multicast address.",
    why: "Clients of the public would be sent to machines in their own network, or nowhere. The mirror is left out.",
    example: "address:
  http: http://10.0.0.1/os/",
    fix: "Write the host name of the mirror, or `private: true` if it is not for the public.",
    check: Check::Loading,
};
