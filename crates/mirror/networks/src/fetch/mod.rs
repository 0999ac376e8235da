//! Fetching a small file over HTTP, from somebody who may not mean well.
//!
//! [`Fetcher`] asks, with [`Limits`] on time, size and redirects. [`Destinations`](maneki_ground_outbound::Destinations) says where it may go: the
//! clouds' files come from the operator's own configuration and may stand anywhere, a mirror's list comes
//! from a stranger and must be public. Every failure is a [`FetchError`].

mod error;
mod fetcher;

pub use error::{FetchError, FetcherError};
pub use fetcher::{Fetcher, Limits};
