use maneki_ground_diagnostics::{RuleCode, Severity, shown};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::{ModuleName, Version};

use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("module-name-unusable"),
        severities: &[Severity::Warning],
        summary: "A module has a name that clients cannot request.",
        what: "Finds modules in `optional_module_versions` that are called `beta`, or like a route of the service (`isos`, `mirrorlist`, `api`, …), or that contain characters that no version has.",
        why: "The name of a module follows the dash of a version (`10-kitten`), where `beta` has another meaning and only letters, digits and `_` are allowed. It is also the address of a page, where routes of the service take precedence.",
        example: r#"optional_module_versions: {isos: ["9"]}"#,
        fix: "Rename the module.",
    },
    check: Check::World(check),
};

/// What the addresses of the service begin with.
const ROUTES: &[&str] = &[
    "api",
    "badge",
    "badges",
    "debug",
    "feed",
    "feeds",
    "healthz",
    "isolist",
    "isos",
    "metalink",
    "metrics",
    "mirrorlist",
    "mirrors",
    "readyz",
    "static",
];

fn check(world: &World, findings: &mut Findings<'_>) {
    if let Some(config) = &world.config {
        check_config(config, findings);
    }
}

fn check_config(config: &ConfigFile, findings: &mut Findings<'_>) {
    let modules = config.group("optional_module_versions").into_iter().flat_map(|group| &group.entries);
    for entry in modules.filter(|entry| ModuleName::parse(&entry.key).is_ok()) {
        let name = shown(&entry.key);
        let problem = if entry.key == "beta" {
            "`beta` is the tag of versions before their release".to_owned()
        } else if ROUTES.contains(&entry.key.as_str()) {
            format!("`/{name}` is a route of the service")
        } else if format!("9-{}", entry.key).parse::<Version>().is_err() {
            format!("`9-{name}` is not a version: only letters, digits and `_` are allowed after the dash")
        } else {
            continue;
        };
        let message = format!("`optional_module_versions.{name}`: {problem}");
        findings.warn(&config.path, entry.key_span, message, "rename the module");
    }
}
