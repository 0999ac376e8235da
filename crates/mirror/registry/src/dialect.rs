//! How the files of a registry are read: the arguments of the YAML reader.

use maneki_ground_diagnostics::Severity;
use maneki_ground_yaml::{Aliases, Codes, Dialect, ScalarKind};

use crate::codes;

/// The YAML of a registry. PyYAML reads the same files in other tools.
pub const DIALECT: Dialect = Dialect {
    resolve: ScalarKind::yaml_1_1,
    aliases: Aliases::Followed,
    // The deepest real file needs 4.
    depth: 24,
    // A large `config.yml` has about 500.
    values: 20_000,
};

/// A mirror file with a small mistake still has a mirror, so most problems are warnings.
pub(crate) static CODES: Codes = Codes {
    yaml: |_| codes::YAML_SYNTAX,
    duplicate_key: (codes::DUPLICATE_KEY, Severity::Warning),
    empty_value: (codes::EMPTY_VALUE, Severity::Warning),
    missing_key: codes::MISSING_KEY,
    unknown_key: (codes::UNKNOWN_KEY, Severity::Warning),
    unquoted_boolean: codes::UNQUOTED_BOOLEAN,
    wrong_type: codes::WRONG_TYPE,
};
