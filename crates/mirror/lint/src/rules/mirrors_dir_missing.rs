use maneki_ground_diagnostics::{RuleCode, Severity, Span};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("mirrors-dir-missing"),
        severities: &[Severity::Error],
        summary: "The folder of the mirror files does not exist.",
        what: "Finds a `mirrors_dir` that is not a folder, or that cannot be read.",
        why: "There are no mirrors to serve.",
        example: "mirrors_dir: mirror.d",
        fix: "Write the name of the folder, relative to `config.yml`.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    let Some(unreadable) = &world.source.unreadable else { return };
    let entry = world.config.as_ref().and_then(|config| config.root().get("mirrors_dir"));
    let span = entry.map_or(Span::START, |entry| entry.node.span);
    let message = format!("`mirrors_dir`: {}", unreadable.problem());
    let help = "write the folder of the mirror files, relative to this file";
    findings.error(&world.source.config.path, span, message, help);
}
