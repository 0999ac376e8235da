//! What several test suites need, and no program.

pub mod http;
mod program;
mod shared;

pub use program::{Program, until};
pub use shared::{example_registry, shared};
