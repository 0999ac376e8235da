use std::collections::BTreeSet;

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("repository-version-unknown"),
        severities: &[Severity::Error],
        summary: "A repository has a version that does not exist.",
        what: "Finds items of a repository's `versions` that are neither in `versions` at the top level nor a key of `arches`.",
        why: "Clients cannot request it. Other programs refuse such a config as a whole; here the item has no effect.",
        example: r#"versions: ["9.8"]
repos:
  - {name: rt, path: RT/, versions: ["9.7"]}"#,
        fix: "Write an item of `versions`, or a version of a module as `arches` has it: `10-kitten`.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    if let Some(config) = &world.config {
        check_config(config, findings);
    }
}

fn check_config(config: &ConfigFile, findings: &mut Findings<'_>) {
    let listed: BTreeSet<&str> =
        config.versions("versions").into_iter().map(|(version, _)| version).collect();
    let listed_arches: BTreeSet<&str> = config.arches().map(|(version, _)| version).collect();
    let modules: BTreeSet<String> = config.module_versions().into_iter().collect();
    for repository in config.repositories().filter(|_| !listed.is_empty()) {
        for (version, span) in ConfigFile::list(repository, "versions") {
            let is_known =
                listed.contains(version) || listed_arches.contains(version) || modules.contains(version);
            if !is_known {
                let shown = maneki_ground_diagnostics::shown(version);
                let message =
                    format!("`repos.versions`: `{shown}` is neither in `versions` nor a key of `arches`");
                findings.error(&config.path, span, message, "write a version that mirrors carry");
            }
        }
    }
}
