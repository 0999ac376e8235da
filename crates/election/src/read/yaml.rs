use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_yaml::{Aliases, Codes, Dialect, ScalarKind, YamlErrorKind};

/// How files of elections and committees are read.
pub(crate) const DIALECT: Dialect =
    Dialect { resolve: ScalarKind::yaml_1_1, aliases: Aliases::Refused, depth: 16, values: 1_000_000 };

/// What problems of these files are called.
pub(super) static CODES: Codes = Codes {
    yaml,
    duplicate_key: (RuleCode("yaml-key-twice"), Severity::Error),
    empty_value: (RuleCode("value-empty"), Severity::Warning),
    missing_key: RuleCode("key-missing"),
    unknown_key: (RuleCode("key-unknown"), Severity::Warning),
    unquoted_boolean: RuleCode("value-boolean"),
    wrong_type: RuleCode("value-type"),
};

fn yaml(kind: YamlErrorKind) -> RuleCode {
    RuleCode(match kind {
        YamlErrorKind::Alias => "yaml-alias",
        YamlErrorKind::Empty => "file-empty",
        _ => "yaml-syntax",
    })
}
