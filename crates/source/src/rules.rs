//! The codes of findings, and which of them a config may accept.

/// Warnings about what the reference does as well, though it is surely not meant: errors with `--strict`, unless the
/// config names them in `x-allow`.
pub const WARNINGS_OF_REFERENCE: &[&str] = &[
    "apply-first",
    "autorelease-no-suffix",
    "beta-into-custom-branch",
    "changelog-before-release",
    "changelog-nowhere",
    "count-not-reached",
    "count-per-line",
    "declared-in-conditional",
    "delete-absent",
    "deletes-blank-lines",
    "lookaside-kept",
    "number-ignored",
    "number-twice",
    "patch-not-applied",
    "patch-number-missing",
    "regex-block",
    "spec-by-name",
    "target-several",
    "unknown-key",
];
