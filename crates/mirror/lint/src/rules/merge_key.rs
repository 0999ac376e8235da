use std::sync::Arc;

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_mirror_registry::document::{Mapping, Value};

use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("merge-key"),
    severities: &[Severity::Info],
    summary: "A merge key takes over the keys of another group.",
    what: "Finds `<<`.",
    why: "YAML 1.2 has no merge keys: many programs read `<<` as a key of that name, and editors cannot check what it brings in.",
    example: "address:
  <<: *common",
    fix: "Write the keys out.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    for file in &whole.mirrors {
        look(file.path, file.root, findings);
    }
    if let Some(config) = &whole.config {
        look(config.path, config.root, findings);
    }
}

fn look(path: &Arc<str>, mapping: &Mapping, findings: &mut Findings<'_>) {
    for &span in &mapping.merges {
        findings.advise(path, span, "many programs do not understand `<<`", "write the keys out");
    }
    for entry in &mapping.entries {
        match &entry.node.value {
            Value::Mapping(inner) => look(path, inner, findings),
            Value::Sequence(items) => {
                items.iter().filter_map(|item| item.mapping()).for_each(|inner| look(path, inner, findings));
            }
            Value::Scalar(_) => {}
        }
    }
}
