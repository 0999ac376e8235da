use std::collections::BTreeMap;

use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("version-listed-twice"),
    severities: &[Severity::Warning],
    summary: "A version is listed twice.",
    what: "Finds versions that stand twice in one list, or both in `versions` and in `vault_versions`.",
    why: "A version in both lists is taken from the mirrors, and its entry among those of the vault has no effect.",
    example: r#"versions: ["9.8"]
vault_versions: ["9.8"]"#,
    fix: "Remove one of the two.",
    check: Check::Config(check),
};

fn check(config: &ConfigFile<'_>, findings: &mut Findings<'_>) {
    let mut seen: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
    for key in ["versions", "vault_versions"] {
        for (version, span) in config.versions(key) {
            if let Some((first, line)) = seen.get(version) {
                let shown = maneki_ground_diagnostics::shown(version);
                let message = format!("`{shown}` stands in `{first}` on line {line} already");
                findings.warn(config.path, span, message, "remove one of them");
            } else {
                seen.insert(version, (key, span.line));
            }
        }
    }
}
