use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("config-version-unsupported"),
        severities: &[Severity::Error],
        summary: "The format of the file is not supported.",
        what: "Finds `config_version` other than 1 in a mirror file, and other than 2 or 3 in `config.yml`.",
        why: "The meaning of the keys in another format is not known, and a guess could send clients to the wrong mirror.",
        example: "config_version: 7",
        fix: "Remove the key from a mirror file. Write `config_version: 3` in `config.yml`, and follow the messages that appear then.",
    },
    check: Check::Loading("registry::lower::config::format_version"),
};
