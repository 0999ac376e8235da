//! A registry that strangers edit, judged as a compiler would.
//!
//! [`judge`] takes what was read and returns everything that is to be said about it, loading's words
//! included: one list, sorted, nothing twice. What there is to find is the list [`RULES`]; each rule has a
//! file of its own under `rules`, with its documentation, and two fixtures under `tests/fixtures`.
//!
//! Rules look at files through `mirror_file` and `config_file`, at all of them together through `whole`,
//! and say what they find to `findings`. [`Options`] is what depends on who asks.

mod config_file;
mod context;
mod findings;
mod judge;
mod mirror_file;
mod regions;
mod rule;
mod rules;
mod suggest;
mod whole;

pub use context::{KnowsCity, Options};
pub use judge::judge;
pub use rule::Rule;
pub use rules::RULES;
