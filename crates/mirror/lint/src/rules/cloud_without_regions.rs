use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("cloud-without-regions"),
    severities: &[Severity::Error],
    summary: "A cloud mirror names no region.",
    what: "Finds files with `cloud_type` and without `cloud_regions`.",
    why: "It is not known which clients the mirror is for. It is left out, rather than being handed to a whole cloud at somebody's cost.",
    example: "cloud_type: aws",
    fix: "Name the regions, or write `cloud_regions: [all]`.",
    check: Check::Loading,
};
