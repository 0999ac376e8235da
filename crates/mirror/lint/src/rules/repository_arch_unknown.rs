use std::collections::{BTreeMap, BTreeSet};

use maneki_ground_diagnostics::{RuleCode, Severity, Suggestions};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("repository-arch-unknown"),
        severities: &[Severity::Error],
        summary: "A repository has an architecture that its versions do not have.",
        what: "Finds items of a repository's `arches` that `arches` at the top level lists for none of its versions.",
        why: "Clients of that architecture get an error, and Maneki does not check the repository for it. Other programs refuse such a config as a whole; here the item has no effect.",
        example: r#"arches: {"9": [x86_64]}
repos:
  - {name: rt, path: RT/, arches: [sparc]}"#,
        fix: "Write the architecture as `arches` at the top level has it, or add it there.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    if let Some(config) = &world.config {
        check_config(config, findings);
    }
}

fn check_config(config: &ConfigFile, findings: &mut Findings<'_>) {
    // The versions that list each architecture.
    let mut listed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let (mut keys, mut empty) = (BTreeSet::new(), BTreeSet::new());
    for (version, arches) in config.arches() {
        keys.insert(version);
        if arches.is_empty() {
            empty.insert(version);
        }
        for arch in arches {
            listed.entry(arch).or_default().insert(version);
        }
    }
    let mut suggestions = Suggestions::new();
    for repository in config.repositories() {
        let versions = ConfigFile::list(repository, "versions");
        // A version has its own list, else that of its major version.
        let list = |version: &str| {
            let major = version.split(['.', '-']).next().unwrap_or(version);
            keys.get(version).or_else(|| keys.get(major)).copied()
        };
        let lists: BTreeSet<&str> = versions.iter().filter_map(|(version, _)| list(version)).collect();
        let lists = if versions.is_empty() { &keys } else { &lists };
        let is_known = |arch: &str| listed.get(arch).is_some_and(|holders| !holders.is_disjoint(lists));
        if lists.is_subset(&empty) {
            continue;
        }
        let mut reported = BTreeSet::new();
        for (arch, span) in ConfigFile::list(repository, "arches") {
            if reported.contains(arch) || is_known(arch) {
                continue;
            }
            reported.insert(arch);
            let shown = maneki_ground_diagnostics::shown(arch);
            let message =
                format!("`repos.arches`: no version of this repository has the architecture `{shown}`");
            let candidates = listed.keys().copied().filter(|arch| is_known(arch));
            let help = match suggestions.nearest(arch, candidates) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "add it to `arches`, or remove it here".to_owned(),
            };
            findings.error(&config.path, span, message, help);
        }
    }
}
