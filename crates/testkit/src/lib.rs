//! What several test suites need, and no program.
#![expect(clippy::panic, reason = "a test stops where it fails")]

pub mod http;
mod program;
mod shared;

pub use program::{Program, until, until_slow};
pub use shared::{example_registry, shared};
