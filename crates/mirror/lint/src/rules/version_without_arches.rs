use std::collections::BTreeSet;

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_mirror_model::Version;

use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("version-without-arches"),
    severities: &[Severity::Warning],
    summary: "A version has no list of architectures.",
    what: "Finds entries of `versions` and versions of modules for which `arches` has a key neither for themselves nor for their major version.",
    why: "It is not known what mirrors must carry, so that every architecture of any version counts as there.",
    example: r#"versions: ["11"]
arches: {"9": [x86_64]}"#,
    fix: "Add the version to `arches`.",
    check: Check::Config(check),
};

fn check(config: &ConfigFile<'_>, findings: &mut Findings<'_>) {
    let majors = config.arches().filter_map(|(key, _)| Some(key.parse::<Version>().ok()?.major()));
    let mut listed: BTreeSet<u16> = majors.collect();
    if config.arches().next().is_none() {
        return;
    }
    let modules = config.group("optional_module_versions").into_iter().flat_map(|modules| &modules.entries);
    let of_modules = modules.flat_map(|entry| ConfigFile::items(&entry.node));
    for (text, span) in config.versions("versions").into_iter().chain(of_modules) {
        let Ok(version) = text.parse::<Version>() else { continue };
        // What was told once is not told again.
        if listed.insert(version.major()) {
            let message = format!("`arches` has no list for {version}");
            findings.warn(config.path, span, message, "add it there");
        }
    }
}
