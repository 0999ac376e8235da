//! A packed table from ranges of numbers to values: the form in which the binary holds the address tables.
//!
//! The table is a list of *borders*: the value of a border applies from its key up to the next border. Value 0 means
//! unassigned. Keys have 64 bits: an IPv4 address as it is, or the upper half of an IPv6 address, because no network is
//! smaller than a /64.
//!
//! All numbers are little-endian:
//!
//! | part   | what                                                                              |
//! |--------|-----------------------------------------------------------------------------------|
//! | header | `MRT2`, the number of values (u32)                                                |
//! | values | each value once (u32), the most frequent first, so that frequent ones have short numbers |
//! | stream | for each border: the step from the border before, the number of its value (LEB128) |
//!
//! The first step is from 0. A step is one byte in nearly all cases, because networks are powers of two: the
//! lower six bits are the zeros at its end, the upper two bits its odd factor (1, 3 or 5; with 3 in these bits
//! the factor is 7 + 2 n, and n follows in LEB128). What would be 3 times 2 to the 63rd is a step of 0.
//!
//! Any bytes can be read: damaged ones have wrong borders or fewer, always in ascending order.

mod pack;

use crate::bytes::Bytes;

pub use pack::{Border, pack};

const MAGIC: &[u8] = b"MRT2";

/// The bytes of a value.
const VALUE_BYTES: usize = 4;

/// A step of 0: read as a step, this byte would be too long.
const NO_STEP: u8 = 63 | 1 << 6;

/// A table in its bytes.
#[derive(Debug, Clone, Copy)]
pub struct RangeTable<'a> {
    values: &'a [[u8; VALUE_BYTES]],
    stream: &'a [u8],
}

impl<'a> RangeTable<'a> {
    /// Finds the parts of a table; `None` if the bytes are not a table.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        if bytes.take(MAGIC.len())? != MAGIC {
            return None;
        }
        let values = bytes.length()?;
        let (values, _) = bytes.take(values.checked_mul(VALUE_BYTES)?)?.as_chunks();
        Some(Self { values, stream: bytes.rest() })
    }

    /// The different values, by their numbers.
    pub fn into_values(self) -> impl Iterator<Item = u32> + use<'a> {
        self.values.iter().map(|value| u32::from_le_bytes(*value))
    }

    /// The borders in ascending order: each key, and the number of its value.
    pub fn into_borders(self) -> impl Iterator<Item = (u64, usize)> + use<'a> {
        let (mut stream, mut from, values) = (Bytes::new(self.stream), 0_u64, self.values.len());
        std::iter::from_fn(move || {
            from = from.checked_add(read_step(&mut stream)?)?;
            let number = usize::try_from(stream.varint()?).ok()?;
            (number < values).then_some((from, number))
        })
    }
}

fn read_step(stream: &mut Bytes<'_>) -> Option<u64> {
    let byte = stream.byte()?;
    if byte == NO_STEP {
        return Some(0);
    }
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

    fn borders() -> impl Strategy<Value = Vec<Border>> {
        let step = prop_oneof![1_u64..20, (0_u32..56).prop_map(|zeros| 1 << zeros), 1_u64..(1 << 40)];
        let first = prop_oneof![Just(0), any::<u64>(), 0_u64..20];
        (first, prop::collection::vec((step, 0_u32..200), 0..150)).prop_map(|(first, steps)| {
            let mut from = Some(first);
            let borders = steps.into_iter().map_while(|(step, value)| {
                let border = Border { from: from?, value };
                from = border.from.checked_add(step);
                Some(border)
            });
            borders.collect()
        })
    }

    fn read(packed: &[u8]) -> Vec<Border> {
        let table = RangeTable::new(packed).unwrap();
        let values: Vec<u32> = table.into_values().collect();
        table.into_borders().map(|(from, number)| Border { from, value: values[number] }).collect()
    }

    proptest! {
        #[test]
        fn borders_are_read_as_they_were_packed(borders in borders()) {
            prop_assert_eq!(read(&pack(&borders)), borders);
        }

        #[test]
        fn any_bytes_can_be_read(bytes: Vec<u8>) {
            let read = read(&[b"MRT2\x02\0\0\0\x01\0\0\0\x02\0\0\0", &bytes[..]].concat());
            prop_assert!(read.len() <= bytes.len() && read.is_sorted_by_key(|border| border.from));
            let _ = RangeTable::new(&bytes).map(|table| table.into_borders().count());
        }

        #[test]
        fn a_damaged_table_can_be_read(borders in borders(), place: prop::sample::Index, bit in 0_u8..8) {
            let mut packed = pack(&borders);
            let place = place.index(packed.len());
            packed[place] ^= 1 << bit;
            if let Some(table) = RangeTable::new(&packed) {
                prop_assert!(table.into_borders().is_sorted_by_key(|(from, _)| from));
            }
        }
    }

    #[test]
    fn an_empty_table_has_no_borders() {
        assert_eq!(read(&pack(&[])), []);
        assert!(RangeTable::new(b"").is_none());
    }

    #[test]
    fn the_size_of_a_network_takes_one_byte() {
        let at = |from| Border { from, value: 7 };
        // From 0: a /8, a /24, and 3, 5 and 7 of these.
        let packed =
            pack(&[at(0), at(1 << 24), at((1 << 24) + 256), at((1 << 24) + 1024), at((1 << 24) + 2304)]);
        assert_eq!(packed[12..], [NO_STEP, 0, 24, 0, 8, 0, 8 | 1 << 6, 0, 8 | 2 << 6, 0]);
    }
}
