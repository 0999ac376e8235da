use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("asn-invalid"),
    severities: &[Severity::Error],
    summary: "A number is no autonomous system number.",
    what: "Finds numbers in `asn` that are 0, negative, or larger than 4294967295.",
    why: "No client can be in such a system. The mirror is left out, because a typing error here sends nobody where they should go.",
    example: "asn: 4294967296",
    fix: "Write the number as the regional registry assigned it, from 1 to 4294967294.",
    check: Check::Loading,
};
