use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_yaml::ScalarKind;

use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("config-version-too-low"),
        severities: &[Severity::Warning],
        summary: "The declared format does not have this key.",
        what: "Finds `optional_module_versions` in a `config.yml` with `config_version: 2`.",
        why: "The key is new in version 3. Maneki reads it, but programs that check the version refuse the file.",
        example: r#"config_version: 2
optional_module_versions: {next: ["9"]}"#,
        fix: "Write `config_version: 3`.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    if let Some(config) = &world.config {
        check_config(config, findings);
    }
}

fn check_config(config: &ConfigFile, findings: &mut Findings<'_>) {
    let declared = config.root().get("config_version").and_then(|entry| entry.node.scalar());
    let is_two = declared.is_some_and(
        |scalar| matches!(scalar.kind, ScalarKind::Integer(integer) if integer.value == Some(2)),
    );
    if let Some(entry) = config.root().get("optional_module_versions").filter(|_| is_two) {
        let message = "`optional_module_versions` is not a key of version 2 of the format";
        findings.warn(&config.path, entry.key_span, message, "write `config_version: 3`");
    }
}
