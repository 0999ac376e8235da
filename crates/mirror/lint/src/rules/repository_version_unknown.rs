use std::collections::BTreeSet;

use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("repository-version-unknown"),
    severities: &[Severity::Error],
    summary: "A repository is declared for a version that is not there.",
    what: "Finds entries of a repository's `versions` that are neither in `versions` nor a key of `arches`.",
    why: "Nobody can ask for it. The service that this one replaces refuses such a config as a whole; here the entry has no effect.",
    example: r#"versions: ["9.8"]
repos:
  - {name: rt, path: RT/, versions: ["9.7"]}"#,
    fix: "Write a version of `versions`, or of a module as `arches` has it: `10-kitten`.",
    check: Check::Config(check),
};

fn check(config: &ConfigFile<'_>, findings: &mut Findings<'_>) {
    let listed: BTreeSet<&str> =
        config.versions("versions").into_iter().map(|(version, _)| version).collect();
    let listed_arches: BTreeSet<&str> = config.arches().map(|(version, _)| version).collect();
    let modules: BTreeSet<String> = config.module_versions().into_iter().collect();
    for repository in config.repositories().filter(|_| !listed.is_empty()) {
        for (version, span) in ConfigFile::list(repository, "versions") {
            let is_known =
                listed.contains(version) || listed_arches.contains(version) || modules.contains(version);
            if !is_known {
                let shown = maneki_ground_diagnostics::shown(version);
                let message = format!("`{shown}` is neither in `versions` nor a key of `arches`");
                findings.refuse(config.path, span, message, "name a version that mirrors carry");
            }
        }
    }
}
