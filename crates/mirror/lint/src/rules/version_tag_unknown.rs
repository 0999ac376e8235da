use std::collections::BTreeSet;

use maneki_ground_diagnostics::{RuleCode, Severity, shown};
use maneki_mirror_model::Version;

use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("version-tag-unknown"),
    severities: &[Severity::Warning],
    summary: "A version has a tag that no client uses.",
    what: "Finds versions with a tag behind the dash that is neither `beta` nor a module, and versions of a module that have a tag of their own.",
    why: "Clients ask for numbers, betas and modules. A version with another tag is only reached by its exact name. To a version of a module its name is added (`10` is asked for as `10-next`): one that has a tag already is never reached.",
    example: r#"vault_versions: ["9.8-rc"]"#,
    fix: "Correct the tag, or declare the module in `optional_module_versions`; there write versions without a tag.",
    check: Check::Config(check),
};

fn check(config: &ConfigFile<'_>, findings: &mut Findings<'_>) {
    let declared =
        config.group("optional_module_versions").map(|modules| &*modules.entries).unwrap_or_default();
    let modules: BTreeSet<&str> = declared.iter().map(|module| module.key.as_str()).collect();
    for (text, span) in ["versions", "vault_versions"].into_iter().flat_map(|key| config.versions(key)) {
        let Ok(version) = text.parse::<Version>() else { continue };
        let Some(tag) = version.tag().filter(|tag| *tag != "beta") else { continue };
        if !modules.contains(tag) {
            let message = format!("`{tag}` is neither `beta` nor a module");
            findings.warn(config.path, span, message, "correct the tag, or declare the module");
        }
    }
    for module in declared {
        for (text, span) in ConfigFile::items(&module.node) {
            let Ok(version) = text.parse::<Version>() else { continue };
            if version.tag().is_some() {
                let message = format!("a version of the module `{}` has a tag itself", shown(&module.key));
                findings.warn(config.path, span, message, format!("write \"{}\"", version.release()));
            }
        }
    }
}
