use std::net::IpAddr;

use maneki_mirror_model::{Asn, CountryCode, Position};

/// The client of a request, and what is known about its address.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Client {
    /// The address that the request came from.
    pub address: IpAddr,
    pub country: Option<CountryCode>,
    /// Where it is, and how exactly that is known.
    pub position: Option<Position>,
    /// The autonomous system of the address.
    pub asn: Option<Asn>,
}

impl Client {
    /// A client about which nothing is known but its address.
    pub fn unknown(address: IpAddr) -> Self {
        Self { address: address.to_canonical(), country: None, position: None, asn: None }
    }

    /// Whether it uses IPv6.
    pub fn is_over_ipv6(&self) -> bool {
        self.address.to_canonical().is_ipv6()
    }
}

/// A span of time in which a client gets the same answer: Unix time divided by the rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot(pub u64);

impl Slot {
    /// The slot of a Unix time. A rotation of less than a second counts as one second.
    pub fn at(unix_seconds: u64, rotation_seconds: u64) -> Self {
        Self(unix_seconds / rotation_seconds.max(1))
    }
}
