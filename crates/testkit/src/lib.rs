//! Fakes, clients and shared material for test suites. Nothing here is part of a program.
#![expect(clippy::panic, reason = "a test stops where it fails")]

mod fake_mirror;
mod fake_names;
mod farm;
mod files;
pub mod http;
mod most;
mod program;
mod shared;

pub use fake_mirror::{FakeMirror, Request, Then, Wire};
pub use fake_names::{FakeNames, NameAnswer};
pub use farm::Farm;
pub use files::Files;
pub use most::{Most, One};
pub use program::{Program, until, until_slow};
pub use shared::{example_registry, shared};
