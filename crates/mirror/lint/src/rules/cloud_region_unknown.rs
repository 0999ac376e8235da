use std::collections::BTreeMap;

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_mirror_model::CloudProvider;

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::{MirrorFile, text_of};
use crate::regions;
use crate::rule::{Check, Rule};
use crate::suggest::Suggestions;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("cloud-region-unknown"),
    severities: &[Severity::Warning],
    summary: "A region is none of its cloud.",
    what: "Finds entries of `cloud_regions` that the provider does not list.",
    why: "Region names are compared with the published address ranges; one that is not there matches no client, silently.",
    example: "cloud_type: aws
cloud_regions: [eu-central]",
    fix: "Write the name as the provider's list of address ranges has it.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(kind) = text_of(file.root, "cloud_type") else { return };
    let Some(provider) = CloudProvider::from_key(kind.value) else { return };
    let known = regions::known(provider);
    let items = file.root.get("cloud_regions").and_then(|entry| entry.node.items()).unwrap_or_default();
    let mut suggestions = Suggestions::new();
    let mut meant: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for node in items {
        let Some(scalar) = node.scalar().filter(|scalar| scalar.is_text()) else { continue };
        let region = scalar.text.trim().to_lowercase();
        if region == "all" || known.contains(&region.as_str()) {
            continue;
        }
        let shown = maneki_ground_diagnostics::shown(&region);
        let message = format!("`{shown}` is no region of {provider} that is known here");
        let look = |region: &String| suggestions.nearest(region, known.iter().copied());
        let help = match *meant.entry(region).or_insert_with_key(look) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "write it as the published list of address ranges does".to_owned(),
        };
        findings.warn(file.path, node.span, message, help);
    }
}
