use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_ground_diagnostics::{RuleCode, Severity, Span, shown};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("listed-twice"),
        severities: &[Severity::Warning],
        summary: "An item is repeated in a list.",
        what: "Finds repeated items of `subnets`, `asn` and `cloud_regions`, and of the lists of architectures and versions in a service config, even if they are written differently.",
        why: "The second item has no effect, so another one was probably meant. Another rule is about versions at the top level of a service config.",
        example: "asn: [3320, 3320]",
        fix: "Remove one of the two, or write the intended item.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        let networks = file.networks().map(|(network, node)| (network, node.span));
        doubled(&file.path, "subnets", networks, findings);
        doubled(&file.path, "asn", file.asns.iter().copied(), findings);
        let regions = ConfigFile::list(file.root(), "cloud_regions").into_iter();
        let regions = regions.map(|(region, span)| (region.trim().to_lowercase(), span));
        doubled(&file.path, "cloud_regions", regions, findings);
    }
    let Some(config) = &world.config else { return };
    for entry in config.group("arches").into_iter().flat_map(|group| &group.entries) {
        doubled(&config.path, "arches", ConfigFile::items(&entry.node).into_iter(), findings);
    }
    for repository in config.repositories() {
        for (key, at) in [("arches", "repos.arches"), ("versions", "repos.versions")] {
            doubled(&config.path, at, ConfigFile::list(repository, key).into_iter(), findings);
        }
    }
}

fn doubled<T: Ord + ToString>(
    path: &Arc<str>,
    key: &str,
    items: impl Iterator<Item = (T, Span)>,
    findings: &mut Findings<'_>,
) {
    let mut places: BTreeMap<T, Vec<Span>> = BTreeMap::new();
    for (item, span) in items {
        places.entry(item).or_default().push(span);
    }
    for (item, places) in places {
        // An item that is repeated several times is one problem.
        if let [first, second, ..] = places.as_slice() {
            let shown = shown(&item.to_string());
            let message = format!("`{key}`: `{shown}` is already in this list, on line {}", first.line);
            findings.warn(path, *second, message, "remove one of them");
        }
    }
}
