//! The tables in the binary: address to country and autonomous system.
//!
//! Each family is unpacked once, by [`unpack`] or by the first lookup. `docs/data-sources.md` names the sources.

use crate::centroid;
use crate::origins::{Origin, Origins};
use crate::ranges::RangeTable;
use maneki_mirror_model::CountryCode;
use std::net::IpAddr;
use std::sync::LazyLock;

static V4: LazyLock<Origins<2>> = LazyLock::new(|| {
    let tables: [&[u8]; 2] = [include_bytes!("../data/country-v4.bin"), include_bytes!("../data/asn-v4.bin")];
    let [countries, asns] = tables.map(table);
    Origins::unpacked(Some(countries), Some(asns))
});

static V6: LazyLock<Origins<6>> = LazyLock::new(|| {
    let tables: [&[u8]; 2] = [include_bytes!("../data/country-v6.bin"), include_bytes!("../data/asn-v6.bin")];
    let [countries, asns] = tables.map(table);
    Origins::unpacked(Some(countries), Some(asns))
});

fn table(bytes: &[u8]) -> RangeTable<'_> {
    RangeTable::new(bytes).expect("the build includes intact tables")
}

/// Unpacks the tables and the centroids of countries, unless that is done.
///
/// The tables take tens of milliseconds. A service calls this before it listens, so that no client waits for it; a
/// command that looks up one address need not.
pub fn unpack() {
    LazyLock::force(&V4);
    LazyLock::force(&V6);
    centroid::unpack();
}

/// The country that an address is assigned to, and the autonomous system that announces it.
pub(crate) fn origin(address: IpAddr) -> Origin {
    match address {
        IpAddr::V4(v4) => V4.get(v4.to_bits().into()),
        IpAddr::V6(_) => V6.get(key(address)),
    }
}

/// The key of an address in the tables: the 32 bits of IPv4, or the upper 64 bits of IPv6.
pub fn key(address: IpAddr) -> u64 {
    match address {
        IpAddr::V4(v4) => v4.to_bits().into(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments().map(u64::from);
            a << 48 | b << 32 | c << 16 | d
        }
    }
}

/// A country as the tables store it: its two letters, the first above the second.
pub fn country_value(country: CountryCode) -> u32 {
    country.as_str().bytes().fold(0, |value, letter| value << 8 | u32::from(letter))
}

#[cfg(test)]
mod tests {
    use maneki_mirror_model::Asn;

    use super::*;
    use crate::ranges::{Border, pack};

    fn known(address: &str) -> (Option<String>, Option<u32>) {
        let address = address.parse().unwrap();
        let (country, asn) = origin(address);
        (country.map(|country| country.to_string()), asn.map(Asn::get))
    }

    #[test]
    fn packing_the_borders_of_a_table_gives_its_bytes() {
        let tables: [&[u8]; 4] = [
            include_bytes!("../data/country-v4.bin"),
            include_bytes!("../data/country-v6.bin"),
            include_bytes!("../data/asn-v4.bin"),
            include_bytes!("../data/asn-v6.bin"),
        ];
        for bytes in tables {
            let table = RangeTable::new(bytes).unwrap();
            let values: Vec<u32> = table.into_values().collect();
            let border = |(from, number): (u64, usize)| Border { from, value: values[number] };
            let borders: Vec<Border> = table.into_borders().map(border).collect();
            assert!(borders.len() > 100_000 && pack(&borders) == bytes);
        }
    }

    #[test]
    fn well_known_networks_are_known() {
        for (address, country, asn) in [
            ("8.8.8.8", "US", 15169),
            ("1.1.1.1", "AU", 13335),
            ("9.9.9.9", "US", 19281),
            ("185.15.59.224", "NL", 14907),
            ("193.0.6.139", "NL", 3333),
            ("130.149.7.7", "DE", 680),
            ("2001:4860:4860::8888", "US", 15169),
            ("2606:4700:4700::1111", "US", 13335),
            ("2001:67c:2e8:22::c100:68b", "NL", 3333),
        ] {
            assert_eq!(known(address), (Some(country.into()), Some(asn)), "{address}");
        }
    }

    #[test]
    fn unassigned_addresses_are_unknown() {
        for address in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.168.1.1",
            "192.0.2.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "2001:db8::1",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        ] {
            assert_eq!(known(address), (None, None), "{address}");
        }
    }
}
