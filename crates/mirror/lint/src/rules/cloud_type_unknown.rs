use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("cloud-type-unknown"),
    severities: &[Severity::Error],
    summary: "A cloud is named whose address ranges are not known.",
    what: "Finds values of `cloud_type` other than `aws`, `azure`, `gcp` and `oci`.",
    why: "A cloud mirror serves the address ranges of its cloud and nobody else. Without ranges it serves nobody, and is left out.",
    example: "cloud_type: amazon
cloud_regions: [all]",
    fix: "Write one of the four, or list the networks in `subnets` and remove the cloud.",
    check: Check::Loading,
};
