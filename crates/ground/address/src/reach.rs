use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

/// The hosts that can reach an address, according to the address itself.
///
/// The ranges are those of the IANA special-purpose address registries (RFC 6890 and its updates).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The whole internet, unless its routing says otherwise.
    Public,
    /// No host: reserved for documentation (RFC 5737, RFC 3849, RFC 9637).
    Documentation,
    /// The machine itself.
    Loopback,
    /// A private network (RFC 1918, RFC 4193), a carrier's (RFC 6598), a benchmark's (RFC 2544, RFC 5180), or no host: the
    /// address is unspecified or reserved.
    Private,
    /// Hosts on the same link.
    LinkLocal,
    /// A group of hosts, or all of them.
    Multicast,
}

impl Reach {
    /// The reach of an address; an IPv4-mapped IPv6 address (`::ffff:a.b.c.d`) counts as the IPv4 address.
    pub fn from_address(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self::from_v4(v4),
            IpAddr::V6(v6) => Self::from_v6(v6),
        }
    }

    /// The reach of all addresses of a network; `Public` if they differ, because then some of them are public.
    pub fn from_network(network: IpNet) -> Self {
        // The special ranges are networks themselves, so the first and the last address decide.
        let (first, last) = (Self::from_address(network.network()), Self::from_address(network.broadcast()));
        if first == last { first } else { Self::Public }
    }

    /// Whether a request may go to the address, and whether the address may be published.
    ///
    /// Documentation addresses lead nowhere and therefore do no harm.
    pub fn is_harmless(self) -> bool {
        matches!(self, Self::Public | Self::Documentation)
    }

    fn from_v4(address: Ipv4Addr) -> Self {
        let [a, b, c, _] = address.octets();
        // IETF protocol assignments (RFC 6890) and benchmarks (RFC 2544).
        let is_inside = (a, b, c) == (192, 0, 0) || (a == 198 && (b & 0b1111_1110) == 18);
        if address.is_loopback() {
            Self::Loopback
        } else if address.is_link_local() {
            Self::LinkLocal
        } else if address.is_multicast() || address.is_broadcast() {
            Self::Multicast
        } else if address.is_documentation() {
            Self::Documentation
        } else if address.is_private()
            || is_inside
            || a == 0
            || (a == 100 && (b & 0b1100_0000) == 64)
            || a >= 240
        {
            Self::Private
        } else {
            Self::Public
        }
    }

    fn from_v6(address: Ipv6Addr) -> Self {
        let segments = address.segments();
        // Gateways translate these to the embedded IPv4 address: NAT64 (RFC 6052) and 6to4 (RFC 3056).
        match segments {
            [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
                return Self::from_v4(embedded(high, low));
            }
            _ => {}
        }
        let [a, b, c, d, ..] = segments;
        // Local NAT64 (RFC 8215), discard-only (RFC 6666), benchmarks (RFC 5180), segment routing (RFC 9602).
        let is_inside = (a, b, c) == (0x64, 0xff9b, 1)
            || (a, b, c, d) == (0x100, 0, 0, 0)
            || (a, b, c) == (0x2001, 2, 0)
            || a == 0x5f00;
        if address.is_loopback() {
            Self::Loopback
        } else if address.is_unicast_link_local() {
            Self::LinkLocal
        } else if address.is_multicast() {
            Self::Multicast
        } else if (a == 0x2001 && b == 0x0db8) || (a == 0x3fff && b < 0x1000) {
            Self::Documentation
        } else if address.is_unique_local() || is_inside || (a & 0xffc0) == 0xfec0 || segments[..4] == [0; 4]
        {
            // Unique local (RFC 4193), site local (RFC 3879), and ::/64 with the unspecified address.
            Self::Private
        } else {
            Self::Public
        }
    }
}

fn embedded(high: u16, low: u16) -> Ipv4Addr {
    let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
    Ipv4Addr::new(a, b, c, d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_addresses_have_their_reach() {
        let reach = |text: &str| Reach::from_address(text.parse().unwrap());
        assert_eq!(reach("91.198.174.192"), Reach::Public);
        assert_eq!(reach("127.0.0.53"), Reach::Loopback);
        assert_eq!(reach("0.0.0.0"), Reach::Private);
        assert_eq!(reach("10.1.2.3"), Reach::Private);
        assert_eq!(reach("100.64.0.1"), Reach::Private);
        assert_eq!(reach("100.128.0.1"), Reach::Public);
        assert_eq!(reach("169.254.169.254"), Reach::LinkLocal);
        assert_eq!(reach("192.0.2.1"), Reach::Documentation);
        assert_eq!(reach("224.0.0.1"), Reach::Multicast);
        assert_eq!(reach("198.18.0.1"), Reach::Private);
        assert_eq!(reach("198.19.255.254"), Reach::Private);
        assert_eq!(reach("198.20.0.1"), Reach::Public);
        assert_eq!(reach("192.0.0.8"), Reach::Private);
        assert_eq!(reach("64:ff9b:1::1"), Reach::Private);
        assert_eq!(reach("100::1"), Reach::Private);
        assert_eq!(reach("100:0:0:1::1"), Reach::Public);
        assert_eq!(reach("2001:2::1"), Reach::Private);
        assert_eq!(reach("5f00::1"), Reach::Private);
        assert_eq!(reach("::1"), Reach::Loopback);
        assert_eq!(reach("::ffff:10.0.0.1"), Reach::Private);
        assert_eq!(reach("fd00::1"), Reach::Private);
        assert_eq!(reach("fec0::1"), Reach::Private);
        assert_eq!(reach("::7f00:1"), Reach::Private);
        assert_eq!(reach("64:ff9b::a00:1"), Reach::Private);
        assert_eq!(reach("64:ff9b::5bc6:aec0"), Reach::Public);
        assert_eq!(reach("2002:7f00:1::1"), Reach::Loopback);
        assert_eq!(reach("fe80::1"), Reach::LinkLocal);
        assert_eq!(reach("2001:db8::1"), Reach::Documentation);
        assert_eq!(reach("2001:67c::1"), Reach::Public);
    }

    #[test]
    fn a_network_is_special_only_as_a_whole() {
        let reach = |text: &str| Reach::from_network(text.parse().unwrap());
        assert_eq!(reach("10.0.0.0/8"), Reach::Private);
        assert_eq!(reach("fc00::/7"), Reach::Private);
        assert_eq!(reach("224.0.0.0/4"), Reach::Multicast);
        assert_eq!(reach("192.0.2.128/25"), Reach::Documentation);
        assert_eq!(reach("198.18.0.0/15"), Reach::Private);
        for mixed in ["0.0.0.0/0", "::/0", "0.0.0.0/1", "8.0.0.0/5", "fc00::/6", "192.0.2.0/23"] {
            assert_eq!(reach(mixed), Reach::Public, "{mixed}");
        }
    }
}
