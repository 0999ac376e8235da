use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("cloud-regions-without-type"),
    severities: &[Severity::Warning],
    summary: "Cloud regions stand alone.",
    what: "Finds `cloud_regions` without `cloud_type`.",
    why: "The regions are ignored, and the mirror, which was meant for one cloud, is handed to everybody.",
    example: "cloud_regions: [us-east-1]",
    fix: "Add `cloud_type: aws`, or remove the regions.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if let (Some(regions), None) = (file.root.get("cloud_regions"), file.root.get("cloud_type")) {
        let message = "`cloud_regions` is ignored without `cloud_type`";
        findings.warn(file.path, regions.key_span, message, "add `cloud_type`, or remove the regions");
    }
}
