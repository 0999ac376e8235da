use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_ground_diagnostics::{RuleCode, Severity, Span, shown};
use maneki_mirror_registry::document::Mapping;

use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("listed-twice"),
    severities: &[Severity::Warning],
    summary: "An item stands twice in a list.",
    what: "Finds items of `subnets`, `asn` and `cloud_regions`, and of the lists of architectures and versions of a service config, that the same list holds already, perhaps written in another way.",
    why: "The second one does nothing, so that something else was probably meant. Versions at the top level of a service config have a rule of their own.",
    example: "asn: [3320, 3320]",
    fix: "Remove one of the two, or write what was meant.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    for file in &whole.mirrors {
        let networks = file.networks.iter().map(|(network, node)| (network, node.span));
        doubled(file.path, networks, findings);
        doubled(file.path, file.asns.iter().copied(), findings);
        let regions = ConfigFile::list(file.root, "cloud_regions").into_iter();
        doubled(file.path, regions.map(|(region, span)| (region.trim().to_lowercase(), span)), findings);
    }
    let Some(config) = &whole.config else { return };
    for entry in config.group("arches").into_iter().flat_map(|group| &group.entries) {
        doubled(config.path, ConfigFile::items(&entry.node).into_iter(), findings);
    }
    let mut lists = |repository: &Mapping| {
        for key in ["arches", "versions"] {
            doubled(config.path, ConfigFile::list(repository, key).into_iter(), findings);
        }
    };
    config.repositories().for_each(&mut lists);
}

fn doubled<T: Ord + ToString>(
    path: &Arc<str>,
    items: impl Iterator<Item = (T, Span)>,
    findings: &mut Findings<'_>,
) {
    let mut places: BTreeMap<T, Vec<Span>> = BTreeMap::new();
    for (item, span) in items {
        places.entry(item).or_default().push(span);
    }
    for (item, places) in places {
        // However often it is there, it is told once.
        if let [first, second, ..] = places.as_slice() {
            let shown = shown(&item.to_string());
            let message = format!("`{shown}` stands in this list on line {} already", first.line);
            findings.warn(path, *second, message, "leave one of them");
        }
    }
}
