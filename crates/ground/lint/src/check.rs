use maneki_ground_diagnostics::Diagnostic;

use crate::findings::Findings;
use crate::rule::{Check, Rule};

/// Applies rules to a world. The findings are in the order of the rules.
pub fn check<W>(world: &W, rules: &[Rule<W>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in rules {
        if let Check::World(check) = rule.check {
            check(world, &mut Findings::new(rule.doc.code, &mut found));
        }
    }
    found
}
