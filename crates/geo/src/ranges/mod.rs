//! A packed table from ranges of numbers to values, searched where it lies.
//!
//! The table is a list of *borders*: from this key on, that value holds, until the next border. A
//! stretch that belongs to nobody has the value 0. Keys are 64 bits wide: an IPv4 address as it is, or
//! the upper half of an IPv6 address, since nobody is given less than a /64.
//!
//! All numbers are little-endian:
//!
//! | part   | what                                                                              |
//! |--------|-----------------------------------------------------------------------------------|
//! | header | `MRT1`, the number of values (u32), the number of blocks (u32)                     |
//! | values | each value once (u32), the most frequent first, so that frequent ones have short numbers |
//! | index  | for each block of 32 borders: its first key (u64), its place in the stream (u32) |
//! | stream | for each border: the number of its value (LEB128), then the step to the next border |
//!
//! A step is one byte in nearly all cases, because networks are powers of two: the lower six bits are
//! the zeros at its end, the upper two bits its odd factor (1, 3 or 5; with 3 in these bits the factor
//! is 7 + 2 n, and n follows in LEB128). The last border of a block has no step.
//!
//! A lookup is a search in the index and a walk through one block. Any bytes can be searched: damaged ones
//! give a wrong value or none, and nothing else happens.

mod guide;
mod pack;

use crate::bytes::Bytes;
use guide::Guide;
pub use pack::{Border, pack};

/// How many borders are walked through at most.
///
/// Twice as many would save 5 % of the size and cost twice the walk.
const BORDERS_IN_A_BLOCK: usize = 32;

const MAGIC: &[u8] = b"MRT1";
const VALUE_BYTES: usize = 4;
const INDEX_BYTES: usize = 12;

/// A packed table, borrowed from the bytes that hold it.
#[derive(Debug, Clone)]
pub struct RangeTable<'a> {
    values: &'a [[u8; VALUE_BYTES]],
    index: &'a [[u8; INDEX_BYTES]],
    stream: &'a [u8],
    guide: Guide,
}

impl<'a> RangeTable<'a> {
    /// Finds the parts of the table; `None` where the bytes are no such table.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        if bytes.take(MAGIC.len())? != MAGIC {
            return None;
        }
        let (values, blocks) = (bytes.length()?, bytes.length()?);
        let (values, _) = bytes.take(values.checked_mul(VALUE_BYTES)?)?.as_chunks();
        let (index, _) = bytes.take(blocks.checked_mul(INDEX_BYTES)?)?.as_chunks();
        Some(Self { values, index, stream: bytes.rest(), guide: Guide::to(index.iter().map(first_key)) })
    }

    /// The value that holds at a key.
    pub fn get(&self, key: u64) -> Option<u32> {
        let nearby = self.guide.near(key);
        let before = self.index.get(nearby.clone())?.partition_point(|block| first_key(block) <= key);
        let following = nearby.start + before;
        let block = self.index.get(following.checked_sub(1)?)?;
        let end = self.index.get(following).map_or(Some(self.stream.len()), place)?;
        let mut stream = Bytes::new(self.stream.get(place(block)?..end)?);

        let mut border = first_key(block);
        let mut value = stream.varint()?;
        while let Some(step) = read_step(&mut stream) {
            match border.checked_add(step) {
                Some(next) if next <= key => border = next,
                _ => break,
            }
            value = stream.varint()?;
        }
        self.value(value).filter(|&value| value != 0)
    }

    fn value(&self, number: u64) -> Option<u32> {
        self.values.get(usize::try_from(number).ok()?).map(|value| u32::from_le_bytes(*value))
    }
}

fn first_key(block: &[u8; INDEX_BYTES]) -> u64 {
    Bytes::new(block).u64().unwrap_or_default()
}

fn place(block: &[u8; INDEX_BYTES]) -> Option<usize> {
    Bytes::new(block.get(8..)?).length()
}

fn read_step(stream: &mut Bytes<'_>) -> Option<u64> {
    let byte = stream.byte()?;
    let factor = match u64::from(byte >> 6) {
        3 => stream.varint()?.checked_mul(2)?.checked_add(7)?,
        small => 2 * small + 1,
    };
    let zeros = u32::from(byte & 0x3f);
    (factor.leading_zeros() >= zeros).then(|| factor << zeros)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ranges without overlaps: gaps and lengths, with small and huge ones among them.
    fn ranges() -> impl Strategy<Value = Vec<(u64, u64, u32)>> {
        let length = prop_oneof![0_u64..20, (0_u32..56).prop_map(|zeros| 1 << zeros), 0_u64..(1 << 40)];
        prop::collection::vec((length.clone(), length, 1_u32..200), 0..150).prop_map(|parts| {
            let mut ranges = Vec::new();
            let mut free = 0_u64;
            for (gap, length, value) in parts {
                let Some(first) = free.checked_add(gap) else { break };
                let Some(last) = first.checked_add(length) else { break };
                ranges.push((first, last, value));
                let Some(next) = last.checked_add(1) else { break };
                free = next;
            }
            ranges
        })
    }

    fn borders(ranges: &[(u64, u64, u32)]) -> Vec<Border> {
        let mut borders: Vec<Border> = Vec::new();
        for &(first, last, value) in ranges {
            if borders.last().is_some_and(|border| border.from == first) {
                borders.pop();
            }
            borders.push(Border { from: first, value });
            borders.extend(last.checked_add(1).map(|from| Border { from, value: 0 }));
        }
        borders
    }

    fn scan(ranges: &[(u64, u64, u32)], key: u64) -> Option<u32> {
        ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&key)).map(|(.., value)| *value)
    }

    proptest! {
        #[test]
        fn the_packed_table_answers_like_the_ranges(ranges in ranges(), any in prop::collection::vec(any::<u64>(), 20)) {
            let packed = pack(&borders(&ranges));
            let table = RangeTable::new(&packed).unwrap();
            let edges = ranges.iter().flat_map(|&(first, last, _)| {
                [first.saturating_sub(1), first, first.midpoint(last), last, last.saturating_add(1)]
            });
            for key in edges.chain(any).chain([0, u64::MAX]) {
                prop_assert_eq!(table.get(key), scan(&ranges, key), "{}", key);
            }
        }

        #[test]
        fn any_bytes_can_be_searched(bytes: Vec<u8>, keys: Vec<u64>) {
            let table = [b"MRT1\x02\0\0\0\x02\0\0\0", &bytes[..]].concat();
            for key in keys {
                let _ = RangeTable::new(&table).map(|table| table.get(key));
                let _ = RangeTable::new(&bytes).map(|table| table.get(key));
            }
        }

        #[test]
        fn damage_is_survived(ranges in ranges(), place: prop::sample::Index, bit in 0_u8..8, key: u64) {
            let mut packed = pack(&borders(&ranges));
            let place = place.index(packed.len());
            packed[place] ^= 1 << bit;
            let _ = RangeTable::new(&packed).map(|table| table.get(key));
        }
    }

    #[test]
    fn an_empty_table_knows_nothing() {
        assert_eq!(RangeTable::new(&pack(&[])).unwrap().get(1), None);
        assert!(RangeTable::new(b"").is_none());
    }
}
