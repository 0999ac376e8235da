use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("cidr-invalid"),
        severities: &[Severity::Error],
        summary: "A text is not a network in CIDR notation.",
        what: "Finds items of `subnets` that are neither a network nor an address, and values of `subnets` that are neither a list nor a URL.",
        why: "Clients in the intended network would not get the mirror. The mirror is left out.",
        example: "subnets:
  - nonsense",
        fix: "Write networks such as `192.0.2.0/24` or `2001:db8::/32`. Write the URL of a list without a list around it: `subnets: https://…`.",
    },
    check: Check::Loading("registry::lower::values::not_a_network"),
};
