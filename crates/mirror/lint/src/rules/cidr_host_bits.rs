use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("cidr-host-bits"),
        severities: &[Severity::Warning],
        summary: "A network has bits set after its prefix.",
        what: "Finds networks such as `192.0.2.7/24`, whose address is not the first one of the network.",
        why: "Some programs refuse such a network. Maneki reads it as the network that contains the address.",
        example: "subnets:
  - 192.0.2.7/24",
        fix: "Write the first address of the network: `192.0.2.0/24`. `--fix` does it. For a single address write `/32` or `/128`.",
    },
    check: Check::Loading("registry::lower::values::network"),
};
