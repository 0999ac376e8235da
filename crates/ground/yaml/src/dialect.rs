use crate::scalar::ScalarKind;

/// How a room reads YAML.
#[derive(Debug, Clone, Copy)]
pub struct Dialect {
    /// What an unquoted scalar is, such as [`ScalarKind::yaml_1_1`].
    pub resolve: fn(&str) -> ScalarKind,
    /// What happens to anchors and aliases.
    pub aliases: Aliases,
    /// How deeply values may be nested.
    pub depth: usize,
    /// How many values a file may have, with those that its aliases repeat.
    pub values: usize,
}

/// What happens to anchors (`&name`) and aliases (`*name`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aliases {
    /// An alias is replaced by a copy of the value that it names.
    Followed,
    /// An anchor or an alias is an error.
    Refused,
}
