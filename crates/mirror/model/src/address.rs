use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net};

/// Who can reach an address, as far as the number itself tells.
///
/// The ranges are those of the IANA special-purpose address registries (RFC 6890 and its updates).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Anybody, as far as one can tell.
    Public,
    /// Set aside for examples in texts (RFC 5737, RFC 3849, RFC 9637); nothing is there.
    Documentation,
    /// The machine itself.
    Loopback,
    /// A network of one's own (RFC 1918, RFC 4193), a carrier's (RFC 6598), a laboratory's (RFC 2544, RFC 5180), or no
    /// address at all.
    Private,
    /// The same cable only.
    LinkLocal,
    /// Many at once, or all.
    Multicast,
}

impl Reach {
    /// The reach of an address; an IPv4 address inside IPv6 (`::ffff:a.b.c.d`) is judged as IPv4.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self::of_v4(v4),
            IpAddr::V6(v6) => Self::of_v6(v6),
        }
    }

    /// The reach that all addresses of a network have; `Public` where they differ, because then some are.
    pub fn of_network(network: IpNet) -> Self {
        // The special ranges are networks themselves, so that the two ends tell.
        let (first, last) = (Self::of(network.network()), Self::of(network.broadcast()));
        if first == last { first } else { Self::Public }
    }

    /// Whether a probe or a fetch may go there, and whether it may be handed to the public.
    ///
    /// Addresses for documentation lead nowhere and so do no harm.
    pub fn is_harmless(self) -> bool {
        matches!(self, Self::Public | Self::Documentation)
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        let [a, b, c, _] = address.octets();
        // For protocols between neighbours (RFC 6890), and for measuring devices (RFC 2544).
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

    fn of_v6(address: Ipv6Addr) -> Self {
        let segments = address.segments();
        // Gateways lead these to the IPv4 address inside: NAT64 (RFC 6052) and 6to4 (RFC 3056).
        match segments {
            [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
                return Self::of_v4(embedded(high, low));
            }
            _ => {}
        }
        let [a, b, c, d, ..] = segments;
        // Local translation (RFC 8215), to be thrown away (RFC 6666), for measuring (RFC 5180), parts of paths (RFC 9602).
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
            // Of one's own (RFC 4193), its predecessor (RFC 3879), and ::/64 with the unspecified address.
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

/// A network in CIDR notation, or one address, as it is written: bits behind the prefix stay.
///
/// Numbers that begin with 0 are refused, as everywhere but in the parser of `ipnet`: to some programs they are octal.
pub fn written_network(text: &str) -> Option<IpNet> {
    let Some((address, length)) = text.split_once('/') else {
        return text.parse::<IpAddr>().ok().map(IpNet::from);
    };
    let plain = length == "0" || length.starts_with(|digit: char| matches!(digit, '1'..='9'));
    IpNet::new(address.parse().ok()?, length.parse().ok().filter(|_| plain)?).ok()
}

/// The first address of IPv4 inside IPv6, `::ffff:0:0` (RFC 4291, section 2.5.5.2).
const MAPPED: Ipv6Addr = Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0);

/// How many of the bits of such an address are not those of IPv4.
const MAPPED_BITS: u8 = 96;

/// A network of IPv4 that is written as one of IPv6 (`::ffff:192.0.2.0/120`) as what it is.
pub fn unmapped(network: IpNet) -> IpNet {
    let IpNet::V6(v6) = network else { return network };
    let v4 = v6.addr().to_ipv4_mapped().zip(v6.prefix_len().checked_sub(MAPPED_BITS));
    v4.and_then(|(address, length)| Ipv4Net::new(address, length).ok()).map_or(network, IpNet::V4)
}

/// Whether a network of IPv6 has all addresses of IPv4 in it, as they are written in IPv6.
pub fn holds_all_of_v4(network: IpNet) -> bool {
    matches!(network, IpNet::V6(v6) if v6.contains(&MAPPED) && v6.prefix_len() <= MAPPED_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        let of = |text: &str| Reach::of(text.parse().unwrap());
        assert_eq!(of("91.198.174.192"), Reach::Public);
        assert_eq!(of("127.0.0.53"), Reach::Loopback);
        assert_eq!(of("0.0.0.0"), Reach::Private);
        assert_eq!(of("10.1.2.3"), Reach::Private);
        assert_eq!(of("100.64.0.1"), Reach::Private);
        assert_eq!(of("100.128.0.1"), Reach::Public);
        assert_eq!(of("169.254.169.254"), Reach::LinkLocal);
        assert_eq!(of("192.0.2.1"), Reach::Documentation);
        assert_eq!(of("224.0.0.1"), Reach::Multicast);
        assert_eq!(of("198.18.0.1"), Reach::Private);
        assert_eq!(of("198.19.255.254"), Reach::Private);
        assert_eq!(of("198.20.0.1"), Reach::Public);
        assert_eq!(of("192.0.0.8"), Reach::Private);
        assert_eq!(of("64:ff9b:1::1"), Reach::Private);
        assert_eq!(of("100::1"), Reach::Private);
        assert_eq!(of("100:0:0:1::1"), Reach::Public);
        assert_eq!(of("2001:2::1"), Reach::Private);
        assert_eq!(of("5f00::1"), Reach::Private);
        assert_eq!(of("::1"), Reach::Loopback);
        assert_eq!(of("::ffff:10.0.0.1"), Reach::Private);
        assert_eq!(of("fd00::1"), Reach::Private);
        assert_eq!(of("fec0::1"), Reach::Private);
        assert_eq!(of("::7f00:1"), Reach::Private);
        assert_eq!(of("64:ff9b::a00:1"), Reach::Private);
        assert_eq!(of("64:ff9b::5bc6:aec0"), Reach::Public);
        assert_eq!(of("2002:7f00:1::1"), Reach::Loopback);
        assert_eq!(of("fe80::1"), Reach::LinkLocal);
        assert_eq!(of("2001:db8::1"), Reach::Documentation);
        assert_eq!(of("2001:67c::1"), Reach::Public);
    }

    #[test]
    fn a_network_is_special_only_as_a_whole() {
        let of = |text: &str| Reach::of_network(text.parse().unwrap());
        assert_eq!(of("10.0.0.0/8"), Reach::Private);
        assert_eq!(of("fc00::/7"), Reach::Private);
        assert_eq!(of("224.0.0.0/4"), Reach::Multicast);
        assert_eq!(of("192.0.2.128/25"), Reach::Documentation);
        assert_eq!(of("198.18.0.0/15"), Reach::Private);
        for mixed in ["0.0.0.0/0", "::/0", "0.0.0.0/1", "8.0.0.0/5", "fc00::/6", "192.0.2.0/23"] {
            assert_eq!(of(mixed), Reach::Public, "{mixed}");
        }
    }

    #[test]
    fn networks_are_read_as_they_are_written() {
        let of = |text: &str| written_network(text).map(|network| network.to_string());
        for whole in ["192.0.2.7/24", "2001:db8::5/32", "0.0.0.0/0", "::/0"] {
            assert_eq!(of(whole).as_deref(), Some(whole));
        }
        assert_eq!(of("192.0.2.7").as_deref(), Some("192.0.2.7/32"));
        for wrong in
            ["", "/", "08.8.8.0/24", "8.8.8.0/08", "8.8.8.0/+8", "8.8.8.0/33", "::/129", "a/8", "8.8.8/24"]
        {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn networks_of_ipv4_in_ipv6_are_seen() {
        let of = |text: &str| unmapped(text.parse().unwrap()).to_string();
        assert_eq!(of("::ffff:192.0.2.0/120"), "192.0.2.0/24");
        assert_eq!(of("::ffff:0:0/96"), "0.0.0.0/0");
        assert_eq!(of("2001:db8::/32"), "2001:db8::/32");
        let all = |text: &str| holds_all_of_v4(text.parse().unwrap());
        assert!(all("::/20") && all("::ffff:0:0/95") && !all("2001:db8::/32") && !all("::ffff:1:0/112"));
    }
}
