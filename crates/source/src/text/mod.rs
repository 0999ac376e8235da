//! Text as the file language means it: bytes that survive, lines, Python's patterns, templates and wrapping.

mod body;
mod letters;
pub mod lines;
mod pattern;
mod template;
mod wrap;

pub use body::{Body, escape};
pub use pattern::{Pattern, PatternError, Runaway};
pub use template::{Groups, Template};
pub use wrap::wrap_item;
