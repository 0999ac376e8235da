//! The schemas of fields with a fixed set of words, from the types that write them.

use maneki_ground_diagnostics::Severity;
use maneki_mirror_health::{State, Verdict};
use maneki_mirror_select::Rung;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

/// The word for a mirror that has not been checked yet.
pub(crate) const UNKNOWN: &str = "unknown";

/// The rung of the vault.
pub(crate) const VAULT: &str = "vault";

pub(crate) fn one_of(words: impl IntoIterator<Item = &'static str>) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build()
}

pub(crate) fn verdicts() -> Object {
    one_of(Verdict::ALL.iter().map(|verdict| verdict.word()).chain([UNKNOWN]))
}

pub(crate) fn states() -> Object {
    one_of(State::ALL.iter().map(|state| state.word()))
}

pub(crate) fn rungs() -> Object {
    one_of(Rung::ALL.iter().map(|rung| rung.word()).chain([VAULT]))
}

pub(crate) fn severities() -> Object {
    one_of([Severity::Error, Severity::Warning, Severity::Info].map(Severity::word))
}
