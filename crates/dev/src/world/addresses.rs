//! Packed tables from lists of address ranges.
//!
//! A line is `first,last,value`, with the addresses as integers. The lists of autonomous systems have a name in a
//! fourth column.

use super::overlaps::{Range, flattened};
use anyhow::Context;
use maneki_ground_address::Reach;
use maneki_mirror_geo::{country_value, ranges};
use maneki_mirror_model::{Asn, CountryCode};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

pub(super) fn countries_v4(list: &str) -> anyhow::Result<Vec<u8>> {
    Ok(pack(v4(list, country)?, 0))
}

pub(super) fn countries_v6(list: &str) -> anyhow::Result<Vec<u8>> {
    Ok(pack(v6(list, country)?, 64))
}

pub(super) fn asns_v4(list: &str) -> anyhow::Result<Vec<u8>> {
    Ok(pack(v4(list, asn)?, 0))
}

pub(super) fn asns_v6(list: &str) -> anyhow::Result<Vec<u8>> {
    Ok(pack(v6(list, asn)?, 64))
}

/// `None` for codes that no longer belong to a country, such as AN.
fn country(code: &str) -> Option<u32> {
    CountryCode::parse(code).map(country_value)
}

fn asn(number: &str) -> Option<u32> {
    number.parse().ok().map(Asn::get)
}

fn v4(list: &str, value: fn(&str) -> Option<u32>) -> anyhow::Result<Vec<Range>> {
    public_ranges(list, value, |number| {
        u32::try_from(number).ok().map(|bits| IpAddr::V4(Ipv4Addr::from_bits(bits)))
    })
}

fn v6(list: &str, value: fn(&str) -> Option<u32>) -> anyhow::Result<Vec<Range>> {
    public_ranges(list, value, |number| Some(IpAddr::V6(Ipv6Addr::from_bits(number))))
}

/// The ranges of a list that are public and have a value.
fn public_ranges(
    list: &str,
    value: fn(&str) -> Option<u32>,
    address: impl Fn(u128) -> Option<IpAddr>,
) -> anyhow::Result<Vec<Range>> {
    let public = |number| address(number).map(|address| Reach::from_address(address) == Reach::Public);
    let mut ranges = Vec::new();
    for line in list.lines() {
        let wrong = || format!("not a range of addresses: {line:?}");
        let mut columns = line.split(',');
        let mut column = || columns.next().with_context(wrong);
        let (first, last, text) = (column()?.parse()?, column()?.parse()?, column()?);
        let ends = [public(first).with_context(wrong)?, public(last).with_context(wrong)?];
        if let Some(value) = value(text)
            && ends == [true, true]
        {
            ranges.push(Range { first, last, value });
        }
    }
    Ok(ranges)
}

/// Packs the ranges by the bits above the given number of lower ones.
///
/// A range that is smaller than a key counts if it contains the first address of the key.
fn pack(ranges: Vec<Range>, lower_bits: u32) -> Vec<u8> {
    let mut borders: Vec<ranges::Border> = Vec::new();
    for (from, value) in flattened(ranges) {
        let from = u64::try_from(from.div_ceil(1 << lower_bits)).unwrap_or(u64::MAX);
        if borders.last().is_some_and(|border| border.from == from) {
            borders.pop();
        }
        if borders.last().map_or(0, |border| border.value) != value {
            borders.push(ranges::Border { from, value });
        }
    }
    ranges::pack(&borders)
}

#[cfg(test)]
mod tests {
    use super::*;
    use maneki_mirror_geo::ranges::RangeTable;

    /// The value at a key.
    fn value(packed: &[u8], key: u64) -> Option<u32> {
        let table = RangeTable::new(packed).unwrap();
        let (_, number) = table.into_borders().take_while(|(from, _)| *from <= key).last()?;
        table.into_values().nth(number).filter(|&value| value != 0)
    }

    #[test]
    fn a_list_becomes_a_table() {
        // 1.0.0.0/24, and 10.0.0.0/8, which is not public.
        let list = "16777216,16777471,13335,\"Cloudflare, Inc.\"\n167772160,184549375,1,X\n";
        let packed = asns_v4(list).unwrap();
        assert_eq!(value(&packed, 16_777_300), Some(13335));
        assert_eq!(value(&packed, 16_777_472), None);
        assert_eq!(value(&packed, 167_772_161), None);
        assert!(asns_v4("1,2").is_err());
        assert!(asns_v4("1,4294967296,3").is_err());
    }

    #[test]
    fn parts_of_a_64_count_if_they_contain_its_first_address() {
        let ipv6 = |text: &str| text.parse::<Ipv6Addr>().unwrap().to_bits();
        let line = |first, last, code| format!("{},{},{code}\n", ipv6(first), ipv6(last));
        let list = line("2a00::", "2a00::0:1:ffff:ffff:ffff:ffff", "DE")
            + &line("2a00:0:0:1::", "2a00:0:0:1::ff", "FR")
            + &line("2a00:0:0:2::1", "2a00:0:0:2::ff", "NL");
        let packed = countries_v6(&list).unwrap();
        let at = |text: &str| value(&packed, u64::try_from(ipv6(text) >> 64).unwrap());
        assert_eq!(at("2a00::"), country("DE"));
        assert_eq!(at("2a00:0:0:1::"), country("FR"));
        assert_eq!(at("2a00:0:0:2::"), None);
    }
}
