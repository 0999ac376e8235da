use std::sync::Arc;

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_mirror_registry::document::{KeyValue, Mapping};

use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("empty-list"),
    severities: &[Severity::Warning],
    summary: "A list has no items.",
    what: "Finds empty lists where an empty one does nothing that leaving the key out would not do, or leaves nothing to serve.",
    why: "Somebody meant to write something here, and it is missing.",
    example: "asn: []",
    fix: "Fill the list, or remove the key.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    for file in &whole.mirrors {
        for key in ["asn", "subnets", "cloud_regions"] {
            empty(file.path, file.root.get(key), findings);
        }
    }
    let Some(config) = &whole.config else { return };
    for key in ["versions", "required_protocols", "repos"] {
        empty(config.path, config.root.get(key), findings);
    }
    for key in ["arches", "optional_module_versions"] {
        for entry in config.group(key).into_iter().flat_map(|group| &group.entries) {
            empty(config.path, Some(entry), findings);
        }
    }
    let lists = |repository: &Mapping, findings: &mut Findings<'_>| {
        for key in ["arches", "versions"] {
            empty(config.path, repository.get(key), findings);
        }
    };
    config.repositories().for_each(|repository| lists(repository, findings));
}

fn empty(path: &Arc<str>, entry: Option<&KeyValue>, findings: &mut Findings<'_>) {
    if let Some(entry) = entry
        && entry.node.items().is_some_and(<[_]>::is_empty)
    {
        let message = format!("the list `{}` is empty", entry.key);
        findings.warn(path, entry.node.span, message, "fill it, or remove the key");
    }
}
