use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("number-notation"),
    severities: &[Severity::Warning],
    summary: "A number is not written in plain decimal digits.",
    what: "Finds autonomous system numbers such as `0xFC00`, `017` and `64_500`.",
    why: "Programs differ on what they are: `017` is 15 to some and 17 to others.",
    example: "asn: 0xCF8",
    fix: "Write decimal digits without leading zeros. `--fix` does it for hexadecimal numbers, `--fix --unsafe-fixes` for those with `_`; what `017` was meant to be, nobody knows but you.",
    check: Check::Loading,
};
