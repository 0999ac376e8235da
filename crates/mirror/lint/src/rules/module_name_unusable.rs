use maneki_ground_diagnostics::{RuleCode, Severity, shown};
use maneki_mirror_model::{ModuleName, Version};

use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("module-name-unusable"),
    severities: &[Severity::Warning],
    summary: "A module has a name that cannot be asked for.",
    what: "Finds modules in `optional_module_versions` that are called `beta`, like a route of the service (`isos`, `mirrorlist`, `api`, …), or with signs that no version has.",
    why: "A module's name stands behind the dash of a version (`10-kitten`), where `beta` has a meaning already and only letters, digits and `_` are read; and it is the address of its page, where routes of the service go first.",
    example: r#"optional_module_versions: {isos: ["9"]}"#,
    fix: "Call the module something else.",
    check: Check::Config(check),
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

fn check(config: &ConfigFile<'_>, findings: &mut Findings<'_>) {
    let modules = config.group("optional_module_versions").into_iter().flat_map(|group| &group.entries);
    for entry in modules.filter(|entry| ModuleName::parse(&entry.key).is_ok()) {
        let name = shown(&entry.key);
        let problem = if entry.key == "beta" {
            "`beta` is what versions before their release are called".to_owned()
        } else if ROUTES.contains(&entry.key.as_str()) {
            format!("`/{name}` is an address of the service itself")
        } else if format!("9-{}", entry.key).parse::<Version>().is_err() {
            format!("`9-{name}` is no version: only letters, digits and `_` are read behind the dash")
        } else {
            continue;
        };
        findings.warn(config.path, entry.key_span, problem, "call the module something else");
    }
}
