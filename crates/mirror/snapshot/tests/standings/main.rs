//! Which mirrors are served: stories, and the promise that health makes about changes.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the stories are in files")]

mod changes;
mod story;
mod world;
