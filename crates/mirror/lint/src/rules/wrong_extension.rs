use maneki_ground_diagnostics::{RuleCode, Severity, Span};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("wrong-extension"),
        severities: &[Severity::Warning],
        summary: "A file is ignored because of its name.",
        what: "Finds files in the folder of the mirrors that look like mirror files and do not end in `.yml`: `.yaml`, `.yml.txt`, `.yml~`, `.YML`.",
        why: "Maneki reads only files that end in `.yml`, so this mirror does not exist for any client.",
        example: "mirrors.d/mirror.example.org.yaml",
        fix: "Rename the file so that it ends in `.yml`, or remove it.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for path in &world.source.ignored {
        let name = path.rsplit('/').next().unwrap_or(path);
        let lower = name.to_lowercase();
        let looks_like_one = [".yml", ".yaml", ".yml~"].iter().any(|part| lower.contains(part));
        if looks_like_one {
            let stem = lower.split(".y").next().expect("a split has a first piece");
            let message = "this file is ignored: the name of a mirror file ends in `.yml`";
            findings.warn(path, Span::START, message, format!("rename it to `{stem}.yml`, or remove it"));
        }
    }
}
