//! Which networks are whose, where the registry itself does not say: what the clouds publish, and the
//! `subnets` that a mirror file gives as a URL.
//!
//! In the order of the data:
//!
//! - [`Source`] is where something comes from: a file or a URL.
//! - [`Fetcher`] brings the bytes behind a URL within [`Limits`], from [`Destinations`] that are permitted.
//! - [`cloud::parse`] and [`subnets::parse`] turn bytes into a [`Reading`]: networks, and how many entries
//!   were no networks. They are functions of the bytes and nothing else.
//! - [`LastGood`] judges a reading against the last good one, keeps the bytes in the state folder, and brings
//!   them back at the next start. It never touches the network.
//! - [`Networks`] puts these together: fetch, parse, judge, keep.
//!
//! A service that may ask nobody builds a [`LastGood`] and no [`Networks`].
//!
//! Whatever fails, the caller still has the networks it had: nothing here forgets.

pub mod cloud;
mod copies;
mod document;
mod fetch;
mod files;
mod last_good;
mod networks;
mod source;
pub mod subnets;

pub use copies::{LoadCopyError, SaveCopyError};
pub use document::{Reading, ShapeError};
pub use fetch::{FetchError, Fetcher, FetcherError, Limits};
pub use last_good::{Accepted, LastGood, Rejected, RestoreError};
pub use maneki_ground_outbound::{Destinations, Forbidden, dns, install_crypto_provider};
pub use networks::{Networks, RefreshError};
pub use source::{InvalidSource, ShownUrl, Source};
