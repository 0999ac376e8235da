//! A registry that strangers edit, judged as a compiler would.
//!
//! [`judge()`] takes what was read and returns everything that is to be said about it, loading's words
//! included: one list, sorted, nothing twice. What there is to find is the list [`RULES`]; each rule has a
//! file of its own under `rules`, with its documentation, and two fixtures under `tests/fixtures`.
//!
//! What a person does with it: [`lint`] reads what they name, [`Format`] prints it, [`fix`] makes go away what a
//! program can, [`diff`](fn@diff) shows that, and [`replace`] writes it. [`run`] is all of that as the command does it.
//!
//! [`new`] makes a mirror file that stands this judgement.
//!
//! [`reference_page`] and [`Schema`] make what is committed under `docs/reference` and `schemas`: the rules in
//! prose, and the form of the files for editors.
//!
//! Rules look at files through `mirror_file` and `config_file`, at all of them together through `whole`,
//! and say what they find to `findings`. [`Options`] is what depends on who asks.

mod command;
mod config_file;
mod context;
mod diff;
mod findings;
mod fixes;
mod format;
mod judge;
mod mirror_file;
pub mod new;
mod paths;
mod reference;
mod regions;
mod rule;
mod rules;
mod schema;
mod suggest;
mod summary;
mod swapped;
mod whole;
mod write;

pub use command::{Outcome, Request, run};
pub use context::{CitySize, Options};
pub use diff::diff;
pub use fixes::{Fixed, fix};
pub use format::Format;
pub use judge::judge;
pub use paths::{Linted, lint};
pub use reference::reference_page;
pub use rule::Rule;
pub use rules::RULES;
pub use schema::Schema;
pub use summary::Summary;
pub use write::{Unwritable, create, replace};
