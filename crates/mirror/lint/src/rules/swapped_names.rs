use maneki_ground_diagnostics::{RuleCode, Severity, shown};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::swapped::Swap;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("swapped-names"),
        severities: &[Severity::Warning],
        summary: "Two files have each other's names.",
        what: "Finds two files that each declare the mirror that the other file is named after, and two mirrors that each have the host of the other in their URLs.",
        why: "An edit of one file changes the other mirror.",
        example: "name: b.example.org  # in a.example.org.yml, while b.example.org.yml has a.example.org",
        fix: "Do what the message says: rename both files, exchange the two names, or exchange the URLs. It depends on which two of the three agree.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for (&place, &(partner, swap)) in &world.swapped {
        let (Some(file), Some(other)) = (world.mirrors.get(place), world.mirrors.get(partner)) else {
            continue;
        };
        let (Some(name), Some(others_name)) = (file.name(), other.name()) else { continue };
        let (own, others) = (shown(name.value), shown(others_name.value));
        let (message, help) = match swap {
            Swap::Files => (
                format!("this file and {} have each other's file names", other.path),
                format!("rename this file to `{own}.yml`, and {} to `{others}.yml`", other.path),
            ),
            Swap::Names => (
                format!("this file and {} declare each other's names", other.path),
                format!("write `name: {others}` here, and `name: {own}` in {}", other.path),
            ),
            Swap::Urls => (
                format!("this file and {} have each other's URLs", other.path),
                format!("exchange the values of `address` with {}", other.path),
            ),
        };
        findings.warn(&file.path, name.node.span, message, help);
    }
}
