//! IP addresses and networks: who can reach an address, and how people write networks.
//!
//! - [`Reach`]: public, private, loopback, … by the IANA special-purpose registries
//! - [`parse_network`], [`unmapped`], [`holds_all_of_v4`]: networks in CIDR notation
//! - [`is_localhost`]: host names that never leave the machine

mod host;
mod network;
mod reach;

pub use host::is_localhost;
pub use network::{holds_all_of_v4, parse_network, unmapped};
pub use reach::Reach;
