use std::net::{IpAddr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net};

/// Parses a network in CIDR notation, or a single address, and keeps the host bits.
///
/// Prefix lengths with a leading zero are refused, which the parser of `ipnet` accepts: some programs read them as
/// octal numbers.
pub fn parse_network(text: &str) -> Option<IpNet> {
    let Some((address, length)) = text.split_once('/') else {
        return text.parse::<IpAddr>().ok().map(IpNet::from);
    };
    let plain = length == "0" || length.starts_with(|digit: char| matches!(digit, '1'..='9'));
    IpNet::new(address.parse().ok()?, length.parse().ok().filter(|_| plain)?).ok()
}

/// The first IPv4-mapped IPv6 address, `::ffff:0:0` (RFC 4291, section 2.5.5.2).
const MAPPED: Ipv6Addr = Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0);

/// The length in bits of the prefix of IPv4-mapped addresses.
const MAPPED_BITS: u8 = 96;

/// Turns an IPv4-mapped IPv6 network (`::ffff:192.0.2.0/120`) into the IPv4 network; any other network stays.
pub fn unmapped(network: IpNet) -> IpNet {
    let IpNet::V6(v6) = network else { return network };
    let v4 = v6.addr().to_ipv4_mapped().zip(v6.prefix_len().checked_sub(MAPPED_BITS));
    v4.and_then(|(address, length)| Ipv4Net::new(address, length).ok()).map_or(network, IpNet::V4)
}

/// Whether an IPv6 network contains every IPv4-mapped address.
pub fn holds_all_of_v4(network: IpNet) -> bool {
    matches!(network, IpNet::V6(v6) if v6.contains(&MAPPED) && v6.prefix_len() <= MAPPED_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_keeps_its_host_bits_and_refuses_octal_lengths() {
        let parsed = |text: &str| parse_network(text).map(|network| network.to_string());
        for whole in ["192.0.2.7/24", "2001:db8::5/32", "0.0.0.0/0", "::/0"] {
            assert_eq!(parsed(whole).as_deref(), Some(whole));
        }
        assert_eq!(parsed("192.0.2.7").as_deref(), Some("192.0.2.7/32"));
        for wrong in
            ["", "/", "08.8.8.0/24", "8.8.8.0/08", "8.8.8.0/+8", "8.8.8.0/33", "::/129", "a/8", "8.8.8/24"]
        {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn ipv4_mapped_networks_are_recognised() {
        let network = |text: &str| unmapped(text.parse().unwrap()).to_string();
        assert_eq!(network("::ffff:192.0.2.0/120"), "192.0.2.0/24");
        assert_eq!(network("::ffff:0:0/96"), "0.0.0.0/0");
        assert_eq!(network("2001:db8::/32"), "2001:db8::/32");
        let all = |text: &str| holds_all_of_v4(text.parse().unwrap());
        assert!(all("::/20") && all("::ffff:0:0/95") && !all("2001:db8::/32") && !all("::ffff:1:0/112"));
    }
}
