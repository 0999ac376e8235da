use maneki_ground_diagnostics::{RuleCode, Severity, Span, shown};
use maneki_mirror_model::Version;
use maneki_mirror_registry::document::KeyValue;

use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("duplicated-version-invalid"),
    severities: &[Severity::Error],
    summary: "What stands for a major version is no point release of it.",
    what: "Finds entries of `duplicated_versions` whose key is a point release, and those whose value belongs to another major version.",
    why: "The key is what clients ask for, the value is where they are led. The wrong way round, clients of the point release are led to a folder that need not be there, and clients of the major version are not led at all; another major version would be an upgrade that nobody asked for.",
    example: r#"duplicated_versions: {"9.8": "9"}"#,
    fix: r#"Write the major version first: `"9": "9.8"`."#,
    check: Check::Config(check),
};

fn check(config: &ConfigFile<'_>, findings: &mut Findings<'_>) {
    for entry in config.group("duplicated_versions").into_iter().flat_map(|pairs| &pairs.entries) {
        if let Some((span, message, help)) = problem(entry) {
            findings.refuse(config.path, span, message, help);
        }
    }
}

/// What is wrong with a pair of versions, if both are versions.
pub(super) fn problem(entry: &KeyValue) -> Option<(Span, String, String)> {
    let key: Version = entry.key.parse().ok()?;
    let value: Version = entry.node.scalar()?.text.parse().ok()?;
    let (asked, led_to) = (shown(&entry.key), shown(&value.to_string()));
    if key.release().minor.is_some() {
        let reversed = value.release().minor.is_none() && value.major() == key.major();
        let help = if reversed {
            format!("write it the other way round: `\"{led_to}\": \"{asked}\"`")
        } else {
            format!("write the major version: `\"{}\": …`", key.major())
        };
        return Some((entry.key_span, format!("`{asked}` is a point release, and no major version"), help));
    }
    if value.major() == key.major() {
        return None;
    }
    let message = format!("clients of {asked} are led to `{led_to}`, which is another major version");
    Some((entry.node.span, message, format!("name the point release of {asked}")))
}
