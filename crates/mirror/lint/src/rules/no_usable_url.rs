use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("no-usable-url"),
        severities: &[Severity::Error],
        summary: "A mirror or a module has no http or https URL.",
        what: "Finds `address` and modules in `address_optional` without an http or https URL, and mirrors without any protocol of `required_protocols`.",
        why: "dnf uses no other protocol, so the mirror cannot serve a client.",
        example: "address:
  rsync: rsync://mirror.example.org/os/",
        fix: "Add the URL at which a browser finds the tree.",
    },
    check: Check::Loading("registry::lower::urls::urls"),
};
