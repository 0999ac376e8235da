//! The client over real connections, to servers on loopback that may do anything.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod destinations;
mod redirects;
mod requests;
mod responses;
mod world;
