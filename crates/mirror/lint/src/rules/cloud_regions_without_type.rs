use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("cloud-regions-without-type"),
        severities: &[Severity::Warning],
        summary: "There are cloud regions without a cloud.",
        what: "Finds `cloud_regions` without `cloud_type`.",
        why: "Maneki ignores the regions and serves the mirror, which is meant for one cloud, to all clients.",
        example: "cloud_regions: [us-east-1]",
        fix: "Add a cloud such as `cloud_type: aws`, or remove the regions.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    if let (Some(regions), None) = (file.root().get("cloud_regions"), file.root().get("cloud_type")) {
        let message = "`cloud_regions` has no effect without `cloud_type`";
        findings.warn(&file.path, regions.key_span, message, "add `cloud_type`, or remove the regions");
    }
}
