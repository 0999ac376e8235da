//! Mirrors in every mood, each on loopback: a look ends in time, in a report, and in the right verdict.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod changes;
mod destinations;
mod hostile;
mod https;
mod isos;
mod manners;
mod references;
mod routes;
mod rsync;
mod vault;
mod world;
