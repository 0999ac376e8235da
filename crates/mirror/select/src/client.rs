use std::net::IpAddr;

use maneki_mirror_model::{Asn, CountryCode, Position};

/// Who asks: the address and what is known of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Client {
    /// The address that the request came from.
    pub address: IpAddr,
    /// The country.
    pub country: Option<CountryCode>,
    /// Where, and how well that is known.
    pub position: Option<Position>,
    /// The system that the address belongs to.
    pub asn: Option<Asn>,
}

impl Client {
    /// Whether it comes over IPv6.
    pub fn is_over_ipv6(&self) -> bool {
        self.address.to_canonical().is_ipv6()
    }

    /// A client of whom nothing is known but the address.
    pub fn unknown(address: IpAddr) -> Self {
        Self { address: address.to_canonical(), country: None, position: None, asn: None }
    }
}

/// A stretch of time in which a client's answer stays the same: Unix time divided by the rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot(pub u64);

impl Slot {
    /// The slot of a moment in Unix seconds; a rotation of less than a second counts as one.
    pub fn at(unix_seconds: u64, rotation_seconds: u64) -> Self {
        Self(unix_seconds / rotation_seconds.max(1))
    }
}
