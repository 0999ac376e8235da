use std::collections::BTreeSet;

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::Version;

use super::duplicated_version_invalid;
use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("duplicated-version-unknown"),
        severities: &[Severity::Error, Severity::Warning],
        summary: "A major version leads to a point release that does not exist.",
        what: "Finds values of `duplicated_versions` that are not in `versions` (an error), and keys that are not (a warning).",
        why: "Clients that request the major version get paths that no mirror has and Maneki does not check.",
        example: r#"duplicated_versions:
  "9": "9.9""#,
        fix: "Write a point release that `versions` lists, or add it there.",
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
    let known = |text: &str| listed.contains(text);
    let Some(pairs) = config.group("duplicated_versions").filter(|_| !listed.is_empty()) else { return };
    for entry in &pairs.entries {
        let Some(value) = entry.node.scalar() else { continue };
        // Loading reports a text that is not a version, and another rule an alias that cannot work.
        if value.text.parse::<Version>().is_err() || duplicated_version_invalid::problem(entry).is_some() {
            continue;
        }
        if !known(&value.text) {
            let shown = maneki_ground_diagnostics::shown(&value.text);
            let message = format!(
                "`duplicated_versions`: `{}` leads to `{shown}`, which is not in `versions`",
                entry.key
            );
            findings.error(
                &config.path,
                entry.node.span,
                message,
                "add it to `versions`, or write another one",
            );
        } else if !known(&entry.key) {
            let message = format!("`duplicated_versions`: `{}` is not in `versions`", entry.key);
            findings.warn(&config.path, entry.key_span, message, "add it there, or remove it here");
        }
    }
}
