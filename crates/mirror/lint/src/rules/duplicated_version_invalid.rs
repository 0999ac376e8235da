use maneki_ground_diagnostics::{RuleCode, Severity, Span, shown};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_yaml::KeyValue;
use maneki_mirror_model::Version;

use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("duplicated-version-invalid"),
        severities: &[Severity::Error],
        summary: "An alias of a version does not lead to a point release of the same major version.",
        what: "Finds entries of `duplicated_versions` whose key is a point release, and entries whose value belongs to another major version.",
        why: "Clients request the key and get the value. The wrong way round, clients of the point release get a folder that may not exist, and clients of the major version have no alias; another major version would be an unexpected upgrade.",
        example: r#"duplicated_versions: {"9.8": "9"}"#,
        fix: r#"Write the major version first: `"9": "9.8"`."#,
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    if let Some(config) = &world.config {
        check_config(config, findings);
    }
}

fn check_config(config: &ConfigFile, findings: &mut Findings<'_>) {
    for entry in config.group("duplicated_versions").into_iter().flat_map(|pairs| &pairs.entries) {
        if let Some((span, message, help)) = problem(entry) {
            findings.error(&config.path, span, message, help);
        }
    }
}

/// The problem of an alias and its version, if both are versions.
pub(super) fn problem(entry: &KeyValue) -> Option<(Span, String, String)> {
    let key: Version = entry.key.parse().ok()?;
    let value: Version = entry.node.scalar()?.text.parse().ok()?;
    let (asked, led_to) = (shown(&entry.key), shown(&value.to_string()));
    if key.release().minor.is_some() {
        let reversed = value.release().minor.is_none() && value.major() == key.major();
        let help = if reversed {
            format!("swap the two: `\"{led_to}\": \"{asked}\"`")
        } else {
            format!("write the major version: `\"{}\": …`", key.major())
        };
        return Some((
            entry.key_span,
            format!("`duplicated_versions`: `{asked}` is a point release and not a major version"),
            help,
        ));
    }
    if value.major() == key.major() {
        return None;
    }
    let message =
        format!("`duplicated_versions`: `{asked}` leads to `{led_to}`, which is another major version");
    Some((entry.node.span, message, format!("write the point release of {asked}")))
}
