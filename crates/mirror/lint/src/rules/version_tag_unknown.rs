use std::collections::BTreeSet;

use maneki_ground_diagnostics::{RuleCode, Severity, shown};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::Version;

use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("version-tag-unknown"),
        severities: &[Severity::Warning],
        summary: "No client requests the tag of a version.",
        what: "Finds versions with a tag after the dash that is neither `beta` nor a module, and versions of a module that have a tag of their own.",
        why: "Clients request numbers, betas and modules. A version with another tag is reachable only by its exact name. Maneki adds the name of a module to its versions (`10` becomes `10-next`), so a version that already has a tag is never reached.",
        example: r#"vault_versions: ["9.8-rc"]"#,
        fix: "Correct the tag, or declare the module in `optional_module_versions`, and write versions without a tag there.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    if let Some(config) = &world.config {
        check_config(config, findings);
    }
}

fn check_config(config: &ConfigFile, findings: &mut Findings<'_>) {
    let declared =
        config.group("optional_module_versions").map(|modules| &*modules.entries).unwrap_or_default();
    let modules: BTreeSet<&str> = declared.iter().map(|module| module.key.as_str()).collect();
    for key in ["versions", "vault_versions"] {
        for (text, span) in config.versions(key) {
            let Ok(version) = text.parse::<Version>() else { continue };
            let Some(tag) = version.tag().filter(|tag| *tag != "beta") else { continue };
            if !modules.contains(tag) {
                let message = format!("`{key}`: the tag `{tag}` is neither `beta` nor a module");
                findings.warn(&config.path, span, message, "correct the tag, or declare the module");
            }
        }
    }
    for module in declared {
        for (text, span) in ConfigFile::items(&module.node) {
            let Ok(version) = text.parse::<Version>() else { continue };
            if version.tag().is_some() {
                let message = format!(
                    "`optional_module_versions.{}`: the version has a tag of its own",
                    shown(&module.key)
                );
                findings.warn(&config.path, span, message, format!("write \"{}\"", version.release()));
            }
        }
    }
}
