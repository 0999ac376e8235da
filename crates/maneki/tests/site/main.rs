//! The site, as people see it: with Debian's Chromium.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]
#![expect(clippy::disallowed_methods, reason = "registries and pictures are files")]

mod asking;
mod browser;
mod finding;
#[path = "../network/mod.rs"]
mod network;
mod pages;
mod reading;
mod world;
