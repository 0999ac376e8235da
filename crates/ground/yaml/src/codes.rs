use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::error::YamlErrorKind;

/// What a room calls the problems that reading finds, and how severe they are where rooms differ.
#[derive(Debug, Clone, Copy)]
pub struct Codes {
    /// A text that has no tree. It is always an error.
    pub yaml: fn(YamlErrorKind) -> RuleCode,
    /// A key that is repeated; the last one counts.
    pub duplicate_key: (RuleCode, Severity),
    /// An optional key without a value, which counts as absent.
    pub empty_value: (RuleCode, Severity),
    /// A required key that is missing. It is always an error.
    pub missing_key: RuleCode,
    /// A key that is not in the table.
    pub unknown_key: (RuleCode, Severity),
    /// A text such as `NO` without quotes, which YAML 1.1 reads as a truth value. It is always a warning.
    pub unquoted_boolean: RuleCode,
    /// A value of the wrong type. It is always an error.
    pub wrong_type: RuleCode,
}
