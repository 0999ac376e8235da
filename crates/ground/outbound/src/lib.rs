//! What every request that leaves this machine keeps to, whoever sends it.
//!
//! - [`Destinations`] says where a request may go; what is against it is a [`Refusal`].
//! - [`Names`] looks names up as the system does; why one gives no address is a [`NameFault`].
//! - [`guarded`] is a client that goes nowhere else, and says who asks with [`introduction`].
//! - [`build`] makes an HTTP client with the cryptography of this process and the authorities of the system.
//! - [`tls_config`] is the same trust for connections that are made by hand.
//! - [`causes`] and [`reason()`] say why the HTTP client failed, [`shorten`] keeps the words of strangers short.
//!
//! Fetching lists and probing mirrors stand on this and know nothing of each other.

mod client;
mod destinations;
mod names;
mod reason;
mod tls;

pub use client::{guarded, introduction};
pub use destinations::{Destinations, Forbidden, NoAddress, Refusal};
pub use names::{NameFault, Names};
pub use reason::{causes, reason, shorten};
/// What [`Destinations::with_names_from`] takes, without naming the HTTP client in every manifest.
pub use reqwest::dns;
pub use tls::{build, install_crypto_provider, tls_config};
