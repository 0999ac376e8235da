use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("asn-invalid"),
        severities: &[Severity::Error],
        summary: "A number is not an autonomous system number.",
        what: "Finds numbers in `asn` that are 0, negative, or larger than 4294967295.",
        why: "No client can be in such a system. The mirror is left out, because a typing error here sends clients to the wrong mirror.",
        example: "asn: 4294967296",
        fix: "Write the number that the regional registry assigned, from 1 to 4294967294.",
    },
    check: Check::Loading("registry::lower::values::asn"),
};
