use std::collections::BTreeMap;

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("version-listed-twice"),
        severities: &[Severity::Warning],
        summary: "A version is listed twice.",
        what: "Finds versions that are repeated in a list, or that are in `versions` and in `vault_versions`.",
        why: "Mirrors serve a version that is in both lists, and the entry for the vault has no effect.",
        example: r#"versions: ["9.8"]
vault_versions: ["9.8"]"#,
        fix: "Remove one of the two.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    if let Some(config) = &world.config {
        check_config(config, findings);
    }
}

fn check_config(config: &ConfigFile, findings: &mut Findings<'_>) {
    let mut seen: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
    for key in ["versions", "vault_versions"] {
        for (version, span) in config.versions(key) {
            if let Some((first, line)) = seen.get(version) {
                let shown = maneki_ground_diagnostics::shown(version);
                let message = format!("`{key}`: `{shown}` is already in `{first}`, on line {line}");
                findings.warn(&config.path, span, message, "remove one of them");
            } else {
                seen.insert(version, (key, span.line));
            }
        }
    }
}
