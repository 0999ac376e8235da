use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("wrong-extension"),
    severities: &[Severity::Warning],
    summary: "A file is not read because of its name.",
    what: "Finds files in the folder of the mirrors that look like mirror files and do not end in `.yml`: `.yaml`, `.yml.txt`, `.yml~`, `.YML`.",
    why: "Only files that end in `.yml` are read. The mirror in this one does not exist for anybody.",
    example: "mirrors.d/mirror.example.org.yaml",
    fix: "Rename it so that it ends in `.yml`, or remove it.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    for path in &whole.source.ignored {
        let name = path.rsplit('/').next().unwrap_or(path);
        let lower = name.to_lowercase();
        let looks_like_one = [".yml", ".yaml", ".yml~"].iter().any(|part| lower.contains(part));
        if looks_like_one {
            let stem = lower.split(".y").next().unwrap_or_default();
            let message = "this file is not read: only names that end in `.yml` are";
            findings.warn(path, Span::START, message, format!("rename it to `{stem}.yml`, or remove it"));
        }
    }
}
