use std::collections::BTreeSet;

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_mirror_model::Version;

use super::duplicated_version_invalid;
use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("duplicated-version-unknown"),
    severities: &[Severity::Error, Severity::Warning],
    summary: "A major version stands for a point release that is not there.",
    what: "Finds values of `duplicated_versions` that are not in `versions` (an error), and majors that are not (a warning).",
    why: "Clients that ask for the major version are led to paths that no mirror carries and nobody checks.",
    example: r#"duplicated_versions:
  "9": "9.9""#,
    fix: "Name the point release that `versions` lists, or add it there.",
    check: Check::Config(check),
};

fn check(config: &ConfigFile<'_>, findings: &mut Findings<'_>) {
    let listed: BTreeSet<&str> =
        config.versions("versions").into_iter().map(|(version, _)| version).collect();
    let known = |text: &str| listed.contains(text);
    let Some(pairs) = config.group("duplicated_versions").filter(|_| !listed.is_empty()) else { return };
    for entry in &pairs.entries {
        let Some(value) = entry.node.scalar() else { continue };
        // What is no version at all is told by loading, and what cannot stand for the other by its own rule.
        if value.text.parse::<Version>().is_err() || duplicated_version_invalid::problem(entry).is_some() {
            continue;
        }
        if !known(&value.text) {
            let shown = maneki_ground_diagnostics::shown(&value.text);
            let message =
                format!("clients of {} are led to `{shown}`, which is not in `versions`", entry.key);
            findings.refuse(config.path, entry.node.span, message, "add it to `versions`, or name another");
        } else if !known(&entry.key) {
            let message = format!("`{}` has a point release and is not in `versions`", entry.key);
            findings.warn(config.path, entry.key_span, message, "add it there, or remove it here");
        }
    }
}
