use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_mirror_registry::document::ScalarKind;

use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("config-version-too-low"),
    severities: &[Severity::Warning],
    summary: "A key is used that the declared format does not have.",
    what: "Finds `optional_module_versions` in a `config.yml` that declares `config_version: 2`.",
    why: "The key came with version 3. It is read here all the same; programs that go by the version refuse the file.",
    example: r#"config_version: 2
optional_module_versions: {next: ["9"]}"#,
    fix: "Write `config_version: 3`.",
    check: Check::Config(check),
};

fn check(config: &ConfigFile<'_>, findings: &mut Findings<'_>) {
    let declared = config.root.get("config_version").and_then(|entry| entry.node.scalar());
    let is_two = declared.is_some_and(
        |scalar| matches!(scalar.kind(), ScalarKind::Integer(integer) if integer.value == Some(2)),
    );
    if let Some(entry) = config.root.get("optional_module_versions").filter(|_| is_two) {
        let message = "version 2 of the format has no modules";
        findings.warn(config.path, entry.key_span, message, "write `config_version: 3`");
    }
}
