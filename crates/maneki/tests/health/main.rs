//! A service that checks: what mirrors do, and what its answers make of it.
//!
//! The mirrors are in this process and behave as the story says. Nothing is timed: each story waits until
//! what it describes has happened.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests write the files that the service reads, and tell TIME"
)]

mod losses;
mod mirrors;
mod operator;
mod reference;
mod town;
