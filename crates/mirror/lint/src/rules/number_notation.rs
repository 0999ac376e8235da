use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("number-notation"),
        severities: &[Severity::Warning],
        summary: "A number is not written in plain decimal digits.",
        what: "Finds autonomous system numbers such as `0xFC00`, `017` and `64_500`.",
        why: "Programs read them differently: `017` is 15 to some and 17 to others.",
        example: "asn: 0xCF8",
        fix: "Write decimal digits without leading zeros. `--fix` rewrites hexadecimal numbers, and `--fix --unsafe-fixes` rewrites numbers with `_`. The intended value of `017` is known only to its author.",
    },
    check: Check::Loading("registry::lower::values::asn"),
};
