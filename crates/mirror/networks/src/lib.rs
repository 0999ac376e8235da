//! The networks that the registry does not hold itself: the ranges that clouds publish, and the lists of subnets that
//! mirror files name by a URL.
//!
//! In the order of the data:
//!
//! - [`Source`] is where a file comes from: a path or a URL.
//! - [`Fetcher`] fetches the bytes at a URL, within [`Limits`] and from the permitted destinations of its client.
//! - [`cloud::parse`] and [`subnets::parse`] turn bytes into a [`Reading`]: the networks, and how many entries are not
//!   networks. They are pure functions of the bytes.
//! - [`LastGood`] compares a reading with the last good one, keeps the bytes in the state folder, and restores them at
//!   the next start. It does not use the network.
//! - [`Networks`] combines these: fetch, parse, accept, keep.
//!
//! A service that must not send requests uses [`LastGood`] and not [`Networks`].
//!
//! After every failure the caller still has the networks that it had.

pub mod cloud;
mod copies;
mod document;
mod fetcher;
mod files;
mod last_good;
mod networks;
mod source;
pub mod subnets;

pub use copies::{LoadCopyError, SaveCopyError};
pub use document::{Reading, ShapeError};
pub use fetcher::{Fetcher, Limits};
pub use last_good::{Accepted, LastGood, Rejected, RestoreError};
pub use networks::{Networks, RefreshError};
pub use source::{InvalidSource, Source};
