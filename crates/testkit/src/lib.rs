//! What several test suites need, and no program.

mod shared;

pub use shared::{example_registry, shared};
