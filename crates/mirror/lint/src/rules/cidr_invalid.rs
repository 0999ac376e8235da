use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("cidr-invalid"),
    severities: &[Severity::Error],
    summary: "A text is no network in CIDR notation.",
    what: "Finds entries of `subnets` that are neither a network nor an address, and values of `subnets` that are neither a list nor a URL.",
    why: "Clients in the network that was meant would not get the mirror. The mirror is left out.",
    example: "subnets:
  - nonsense",
    fix: "Write networks such as `192.0.2.0/24` or `2001:db8::/32`. A URL that returns a list stands alone: `subnets: https://…`.",
    check: Check::Loading,
};
