use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("config-version-unsupported"),
    severities: &[Severity::Error],
    summary: "A format of the file is declared that is not read.",
    what: "Finds `config_version` other than 1 in a mirror file, and other than 2 or 3 in `config.yml`.",
    why: "What the keys of another format mean is not known, and a guess could send clients anywhere.",
    example: "config_version: 7",
    fix: "Remove the key from a mirror file. Write `config_version: 3` in `config.yml`, and follow the messages that come then.",
    check: Check::Loading,
};
