use std::collections::BTreeSet;

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::Version;

use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("version-without-arches"),
        severities: &[Severity::Warning],
        summary: "A version has no list of architectures.",
        what: "Finds items of `versions` and versions of modules that are not keys of `arches`, and whose major version is not one either.",
        why: "The folders that mirrors must have are not known, so every architecture of any version counts.",
        example: r#"versions: ["11"]
arches: {"9": [x86_64]}"#,
        fix: "Add the version to `arches`.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    if let Some(config) = &world.config {
        check_config(config, findings);
    }
}

fn check_config(config: &ConfigFile, findings: &mut Findings<'_>) {
    let majors = config.arches().filter_map(|(key, _)| Some(key.parse::<Version>().ok()?.major()));
    let mut listed: BTreeSet<u16> = majors.collect();
    if config.arches().next().is_none() {
        return;
    }
    let modules = config.group("optional_module_versions").into_iter().flat_map(|modules| &modules.entries);
    let of_modules = modules.flat_map(|entry| ConfigFile::items(&entry.node));
    for (text, span) in config.versions("versions").into_iter().chain(of_modules) {
        let Ok(version) = text.parse::<Version>() else { continue };
        // One finding for each major version.
        if listed.insert(version.major()) {
            let message = format!("`arches` has no list for {version}");
            findings.warn(&config.path, span, message, "add it to `arches`");
        }
    }
}
