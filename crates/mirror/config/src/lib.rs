//! The configuration of the mirror room: the sections `[mirror]` and `[mirror.…]`, and the sections of the ground that
//! the room reads.
//!
//! [`KEYS`] is the room's table of keys. [`Config::resolve`] turns the values in force into typed ones.

mod check;
mod cloud;
mod config;
mod geo;
mod lint;
mod lists;
mod table;

pub use check::Check;
pub use cloud::Cloud;
pub use config::{Config, needs_restart};
pub use geo::Geo;
pub use lint::Lint;
pub use lists::Lists;
pub use table::KEYS;
