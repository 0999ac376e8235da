use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("mirrors-dir-missing"),
    severities: &[Severity::Error],
    summary: "The folder of the mirror files is not there.",
    what: "Finds a `mirrors_dir` that names what is no folder, or one that cannot be read.",
    why: "There is nothing to serve.",
    example: "mirrors_dir: mirror.d",
    fix: "Write the folder's name as it is, relative to `config.yml`.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    let Some(unreadable) = &whole.source.unreadable else { return };
    let entry = whole.config.as_ref().and_then(|config| config.root.get("mirrors_dir"));
    let span = entry.map_or(Span::START, |entry| entry.node.span);
    let message = format!("the mirrors cannot be read: {}", unreadable.problem());
    let help = "name the folder that holds the mirror files, relative to this file";
    findings.refuse(&whole.source.config.path, span, message, help);
}
