//! Stories about small packages: what a config makes of them, and what is reported when it does not fit.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod differences;
mod misses;
mod world;
