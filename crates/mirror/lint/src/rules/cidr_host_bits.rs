use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("cidr-host-bits"),
    severities: &[Severity::Warning],
    summary: "A network has bits set behind its prefix.",
    what: "Finds networks such as `192.0.2.7/24`, in which the address is not the first one of the network.",
    why: "Some programs refuse such a network, and one of them used to stop the refresh of all mirrors. Here it is read as the network that holds the address.",
    example: "subnets:
  - 192.0.2.7/24",
    fix: "Write the first address of the network: `192.0.2.0/24`. `--fix` does it. If one address is meant, write `/32` or `/128`.",
    check: Check::Loading,
};
