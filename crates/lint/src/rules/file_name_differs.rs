use maneki_diagnostics::{RuleCode, Severity};

use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("file-name-differs"),
    severities: &[Severity::Warning],
    summary: "A file is not called like its mirror.",
    what: "Finds mirror files whose name is not the name of the mirror with `.yml` behind it.",
    why: "People look for a mirror by the name of its file, and two files can declare one name without anybody noticing.",
    example: "name: mirror.example.org  # in the file mirrors.example.org.yml",
    fix: "Rename the file, or correct the name.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    let swapped = super::swapped_names::pairs(whole);
    for (place, file) in whole.mirrors.iter().enumerate() {
        let Some(name) = &file.name else { continue };
        // Two files with each other's names have a rule of their own.
        if file.stem() == name.value || swapped.iter().any(|&(a, b)| a == place || b == place) {
            continue;
        }
        let shown = maneki_diagnostics::shown(name.value);
        let message = format!("the file is called `{}`, the mirror `{shown}`", file.file_name());
        findings.warn(file.path, name.node.span, message, format!("rename the file to `{shown}.yml`"));
    }
}
