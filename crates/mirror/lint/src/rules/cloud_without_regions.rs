use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("cloud-without-regions"),
        severities: &[Severity::Error],
        summary: "A cloud mirror has no regions.",
        what: "Finds files with `cloud_type` and without `cloud_regions`.",
        why: "The intended clients are not known. The mirror is left out, because serving it to a whole cloud would cost its operator money.",
        example: "cloud_type: aws",
        fix: "List the regions, or write `cloud_regions: [all]`.",
    },
    check: Check::Loading("registry::lower::mirror::cloud"),
};
