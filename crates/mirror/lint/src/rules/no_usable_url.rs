use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("no-usable-url"),
    severities: &[Severity::Error],
    summary: "A mirror or a module has no http or https URL.",
    what: "Finds `address` and modules in `address_optional` without an http or https URL, and mirrors that lack every protocol of `required_protocols`.",
    why: "dnf uses nothing else, so no client could be sent there.",
    example: "address:
  rsync: rsync://mirror.example.org/os/",
    fix: "Add the URL below which a browser finds the tree.",
    check: Check::Loading,
};
