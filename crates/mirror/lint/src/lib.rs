//! The linter of a mirror registry.
//!
//! ```text
//! SourceTree, Parsed ──World::new──► World ──check(RULES)──► findings
//! ```
//!
//! [`check()`] parses a registry and returns all findings, those of the parser included; [`check_parsed`] takes a
//! registry that was parsed. Rules see the same trees through `mirror_file`, `config_file` and `world`. The list of
//! rules is [`RULES`]; each rule has its own file in `rules`, and two fixtures in `tests/fixtures`. The engine, which
//! applies rules, fixes files and prints findings, is `maneki_ground_lint`.
//!
//! [`lint`] reads the paths that a user names, and [`run`] is the whole command. [`new`] makes a mirror file that passes.
//! [`reference_page`] and [`Schema`] make the committed files of `docs/reference` and `schemas`. [`Options`] is what
//! depends on the caller.

mod check;
mod command;
mod config_file;
mod declared_url;
mod mirror_file;
pub mod new;
mod options;
mod paths;
mod reference;
mod regions;
mod rules;
mod schema;
mod swapped;
mod world;

pub use check::{check, check_parsed};
pub use command::{Request, fix, run};
pub use maneki_ground_lint::{Format, Linted, Outcome};
pub use options::{CitySize, Options};
pub use paths::{STANDARD_INPUT, lint};
pub use reference::{reference_page, rule_page};
pub use rules::RULES;
pub use schema::Schema;
pub use world::World;
