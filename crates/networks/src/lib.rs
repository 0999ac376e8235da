//! Which networks are whose, where the registry itself does not say: what the clouds publish, and the
//! `subnets` that a mirror file gives as a URL.
//!
//! In the order of the data:
//!
//! - [`Source`] is where something comes from: a file or a URL.
//! - [`Fetcher`] brings the bytes behind a URL within [`Limits`], from [`Destinations`] that are permitted.
//! - [`cloud::parse`] and [`subnets::parse`] turn bytes into a [`Reading`]: networks, and how many entries
//!   were no networks. They are functions of the bytes and nothing else.

pub mod cloud;
mod document;
mod fetch;
mod source;
pub mod subnets;

pub use document::{NotTheShape, Reading};
pub use fetch::{Destinations, FetchError, Fetcher, Forbidden, Limits, NoFetcher, install_crypto_provider};
/// What [`Destinations::with_names_from`] takes, without naming the HTTP client in every manifest.
pub use reqwest::dns;
pub use source::{InvalidSource, ShownUrl, Source};
