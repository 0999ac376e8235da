use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("name-invalid"),
        severities: &[Severity::Error],
        summary: "A name has the wrong form.",
        what: "Finds names of mirrors that are empty, URLs, or contain spaces, slashes or other characters that host names do not have; and names of repositories, architectures, modules and protocols with such characters.",
        why: "Names are part of page addresses and of every answer, where they must not need escaping.",
        example: "name: http://mirror.example.org/",
        fix: "Write only the host name: `name: mirror.example.org`.",
    },
    check: Check::Loading("registry::lower::mirror::name"),
};
