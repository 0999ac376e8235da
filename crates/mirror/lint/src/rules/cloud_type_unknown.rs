use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("cloud-type-unknown"),
        severities: &[Severity::Error],
        summary: "A cloud has no known address ranges.",
        what: "Finds values of `cloud_type` other than `aws`, `azure`, `gcp` and `oci`.",
        why: "Only clients in the address ranges of its cloud get a cloud mirror. Without ranges no client gets it, and it is left out.",
        example: "cloud_type: amazon
cloud_regions: [all]",
        fix: "Write one of the four, or list the networks in `subnets` and remove the cloud.",
    },
    check: Check::Loading("registry::lower::mirror::cloud"),
};
