//! The origin of each address: the country that it is assigned to, and the autonomous system that announces it.
//!
//! Both tables are unpacked into one, because finding a client takes as long as finding its mirrors, and nearly all of
//! that is waiting for memory. `docs/performance.md` has the figures. If lookups
//! stop being a noticeable part of an answer, a sorted vector of stretches can replace this layout.
//!
//! Data that is read together is stored together: the keys that share their upper 16 bits have a block, which holds first
//! the lower bits at which stretches of one origin begin, then the origins.

use std::ops::Range;

use maneki_mirror_model::{Asn, CountryCode};

use crate::ranges::RangeTable;

/// How many bits of a key select its block.
const UPPER_BITS: usize = 16;

/// The bytes of an origin: the autonomous system, and the number of the country.
const ORIGIN: usize = 5;

/// The origins of the addresses of one family. A key has two bytes that select its block, and `LOW` bytes in the block.
#[derive(Debug)]
pub(crate) struct Origins<const LOW: usize> {
    /// The number of stretches before each block, and before the end.
    before: Vec<u32>,
    blocks: Vec<u8>,
    /// By their numbers; number 0 means none.
    countries: Vec<Option<CountryCode>>,
}

/// The origin of an address.
pub(crate) type Origin = (Option<CountryCode>, Option<Asn>);

/// A range of keys with the same origin, up to the next stretch.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    begin: u64,
    /// 0 for none.
    asn: u32,
    /// The number of the country; 0 for none.
    country: u8,
}

impl<const LOW: usize> Origins<LOW> {
    /// How many bits of a key are stored in a block.
    const LOW_BITS: usize = 8 * LOW;

    /// Unpacks a table of countries, whose values are [`country_value`](crate::country_value)s, and a table of
    /// autonomous systems. A missing table means that nothing is known.
    pub(crate) fn unpacked(countries: Option<RangeTable<'_>>, asns: Option<RangeTable<'_>>) -> Self {
        let country = |value: u32| {
            let [.., a, b] = value.to_be_bytes();
            CountryCode::parse(str::from_utf8(&[a, b]).ok()?)
        };
        let known = countries.into_iter().flat_map(RangeTable::into_values).map(country);
        let mut unpacked = Self {
            before: vec![0],
            blocks: Vec::new(),
            countries: std::iter::once(None).chain(known).collect(),
        };
        let mut stretches = stretches(countries, asns).peekable();
        let mut here = Stretch { begin: 0, asn: 0, country: 0 };
        let mut block = Vec::new();
        for number in 0..1_u64 << UPPER_BITS {
            let begin = number << Self::LOW_BITS;
            // Each block begins with the origin of its first key.
            block.push(Stretch { begin, ..here });
            while let Some(next) = stretches.next_if(|next| next.begin >> Self::LOW_BITS == number) {
                if next.begin == begin {
                    block.clear();
                }
                block.push(next);
                here = next;
            }
            unpacked.add(&block);
            block.clear();
        }
        unpacked.blocks.shrink_to_fit();
        unpacked
    }

    /// Appends a block.
    fn add(&mut self, block: &[Stretch]) {
        for stretch in block {
            self.blocks.extend_from_slice(&Self::low(stretch.begin));
        }
        for stretch in block {
            self.blocks.extend_from_slice(&stretch.asn.to_le_bytes());
            self.blocks.push(stretch.country);
        }
        let before = self.before.last().copied().expect("`before` begins with the first block");
        self.before.push(before + u32::try_from(block.len()).expect("a block has at most 2^32 stretches"));
    }

    /// The origin of a key.
    pub(crate) fn get(&self, key: u64) -> Origin {
        self.find(key).unwrap_or_default()
    }

    fn find(&self, key: u64) -> Option<Origin> {
        let Range { start, end } = self.block(key >> Self::LOW_BITS)?;
        let block = self.blocks.get(start * (LOW + ORIGIN)..end * (LOW + ORIGIN))?;
        let (lows, origins) = block.split_at_checked((end - start) * LOW)?;
        let low = Self::low(key);
        let at = lows.as_chunks::<LOW>().0.partition_point(|begin| *begin <= low);
        let [asn @ .., country] = origins.as_chunks::<ORIGIN>().0.get(at.checked_sub(1)?)?;
        Some((*self.countries.get(usize::from(*country))?, Asn::new(u32::from_le_bytes(*asn))))
    }

    /// The part of a key that is stored in a block, most significant byte first, so that parts compare like numbers.
    fn low(key: u64) -> [u8; LOW] {
        key.to_be_bytes().last_chunk().copied().unwrap_or([0; LOW])
    }

    /// The stretches of a block.
    fn block(&self, number: u64) -> Option<Range<usize>> {
        let number = usize::try_from(number).ok()?;
        Some(*self.before.get(number)? as usize..*self.before.get(number + 1)? as usize)
    }
}

/// The stretches of both tables together, in ascending order.
fn stretches(
    countries: Option<RangeTable<'_>>,
    asns: Option<RangeTable<'_>>,
) -> impl Iterator<Item = Stretch> {
    let values: Vec<u32> = asns.into_iter().flat_map(RangeTable::into_values).collect();
    let asns = asns.into_iter().flat_map(RangeTable::into_borders);
    let mut asns = asns.map_while(move |(key, number)| Some((key, *values.get(number)?))).peekable();
    // A table with more countries than numbers is damaged.
    let countries = countries.into_iter().flat_map(RangeTable::into_borders);
    let mut countries = countries
        .map_while(|(key, number)| Some((key, u8::try_from(number).ok()?.checked_add(1)?)))
        .peekable();
    let mut here = Stretch { begin: 0, asn: 0, country: 0 };
    std::iter::from_fn(move || {
        let next = [asns.peek().map(|(key, _)| *key), countries.peek().map(|(key, _)| *key)];
        here.begin = next.into_iter().flatten().min()?;
        while let Some((_, asn)) = asns.next_if(|(key, _)| *key == here.begin) {
            here.asn = asn;
        }
        while let Some((_, country)) = countries.next_if(|(key, _)| *key == here.begin) {
            here.country = country;
        }
        Some(here)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::country_value;
    use crate::ranges::{Border, pack};

    const COUNTRIES: [&str; 3] = ["DE", "JP", "US"];

    /// Borders whose keys have this many bits.
    fn borders(bits: u32, values: impl Strategy<Value = u32>) -> impl Strategy<Value = Vec<Border>> {
        let keys = prop_oneof![0_u64..50, any::<u64>().prop_map(move |key| key >> (u64::BITS - bits))];
        prop::collection::btree_map(keys, values, 0..60)
            .prop_map(|borders| borders.into_iter().map(|(from, value)| Border { from, value }).collect())
    }

    fn countries() -> impl Strategy<Value = u32> {
        let some = prop::sample::select(&COUNTRIES[..]);
        prop::option::of(some).prop_map(|code| code.and_then(CountryCode::parse).map_or(0, country_value))
    }

    /// The value of the last border up to a key.
    fn scan(borders: &[Border], key: u64) -> u32 {
        borders.iter().rev().find(|border| border.from <= key).map_or(0, |border| border.value)
    }

    fn check<const LOW: usize>(countries: &[Border], asns: &[Border], keys: Vec<u64>) {
        let (packed_countries, packed_asns) = (pack(countries), pack(asns));
        let origins =
            Origins::<LOW>::unpacked(RangeTable::new(&packed_countries), RangeTable::new(&packed_asns));
        let last = u64::MAX >> (64 - UPPER_BITS - Origins::<LOW>::LOW_BITS);
        let edges = countries.iter().chain(asns).map(|border| border.from);
        let edges = edges.flat_map(|key| [key.saturating_sub(1), key, key.saturating_add(1)]);
        for key in edges.chain(keys).chain([0, last]).map(|key| key.min(last)) {
            let (country, asn) = origins.get(key);
            assert_eq!(country.map_or(0, country_value), scan(countries, key), "{key}");
            assert_eq!(asn.map_or(0, Asn::get), scan(asns, key), "{key}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn ipv4_has_the_origins_of_both_tables(
            countries in borders(32, countries()),
            asns in borders(32, any::<u32>()),
            any in prop::collection::vec(any::<u32>().prop_map(u64::from), 20),
        ) {
            check::<2>(&countries, &asns, any);
        }

        #[test]
        fn ipv6_has_the_origins_of_both_tables(
            countries in borders(64, countries()),
            asns in borders(64, any::<u32>()),
            any in prop::collection::vec(any::<u64>(), 20),
        ) {
            check::<6>(&countries, &asns, any);
        }

        #[test]
        fn any_bytes_can_be_searched(one: Vec<u8>, other: Vec<u8>, keys: Vec<u64>) {
            let head = b"MRT2\x02\0\0\0\x01\0\0\0ED\0\0";
            let (one, other) = ([head, &one[..]].concat(), [head, &other[..]].concat());
            let origins = Origins::<2>::unpacked(RangeTable::new(&one), RangeTable::new(&other));
            for key in keys {
                let _ = origins.get(key);
            }
        }
    }

    #[test]
    fn without_tables_nothing_is_known() {
        assert_eq!(Origins::<2>::unpacked(None, None).get(7), (None, None));
    }
}
