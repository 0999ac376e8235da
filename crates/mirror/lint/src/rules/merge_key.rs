use std::sync::Arc;

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_yaml::{Mapping, Value};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("merge-key"),
        severities: &[Severity::Info],
        summary: "A merge key includes the keys of another group.",
        what: "Finds `<<`.",
        why: "YAML 1.2 has no merge keys: many programs read `<<` as an ordinary key, and editors cannot check the included keys.",
        example: "address:
  <<: *common",
        fix: "Write all keys out.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        look(&file.path, file.root(), findings);
    }
    if let Some(config) = &world.config {
        look(&config.path, config.root(), findings);
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
