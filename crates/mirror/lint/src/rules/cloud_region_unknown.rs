use std::collections::BTreeMap;

use maneki_ground_diagnostics::{RuleCode, Severity, Suggestions};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::CloudProvider;

use crate::mirror_file::{MirrorFile, text_of};
use crate::regions;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("cloud-region-unknown"),
        severities: &[Severity::Warning],
        summary: "A cloud does not have this region.",
        what: "Finds items of `cloud_regions` that the provider does not list.",
        why: "Maneki compares names of regions with the published address ranges. An unknown name matches no client.",
        example: "cloud_type: aws
cloud_regions: [eu-central]",
        fix: "Write the name that the provider's list of address ranges uses.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    let Some(kind) = text_of(file.root(), "cloud_type") else { return };
    let Some(provider) = CloudProvider::from_key(kind.value) else { return };
    let known = regions::known(provider);
    let items = file.root().get("cloud_regions").and_then(|entry| entry.node.items()).unwrap_or_default();
    let mut suggestions = Suggestions::new();
    let mut meant: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for node in items {
        let Some(scalar) = node.scalar().filter(|scalar| scalar.is_text()) else { continue };
        let region = scalar.text.trim().to_lowercase();
        if region == "all" || known.contains(&region.as_str()) {
            continue;
        }
        let shown = maneki_ground_diagnostics::shown(&region);
        let message = format!("`cloud_regions`: `{shown}` is not a known region of {provider}");
        let look = |region: &String| suggestions.nearest(region, known.iter().copied());
        let help = match *meant.entry(region).or_insert_with_key(look) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "write the name in the published list of address ranges".to_owned(),
        };
        findings.warn(&file.path, node.span, message, help);
    }
}
