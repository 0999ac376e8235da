//! A packed table from names to short runs of bytes, searched without unpacking.
//!
//! Names are sorted by their bytes and stored in blocks of 32, where each but the
//! first leaves out what it shares with the name before it:
//!
//! | part   | what                                                                        |
//! |--------|-----------------------------------------------------------------------------|
//! | header | `MNT1`, the number of blocks (u32, little-endian as all numbers)             |
//! | index  | for each block its place in the stream (u32)                                |
//! | stream | for each name: shared bytes, further bytes, bytes of content (LEB128 each), then the last two |
//!
//! A lookup is a binary search over the first names of the blocks, and a walk through one block. Any bytes can be
//! searched: damaged ones return a wrong value or none.

mod pack;

use crate::bytes::Bytes;
pub use pack::pack;

/// How many names a block holds.
const NAMES_IN_A_BLOCK: usize = 32;

/// The longest name that a table holds, in bytes.
const LONGEST_NAME: usize = 128;

const MAGIC: &[u8] = b"MNT1";

/// A packed table, borrowed from the bytes that hold it.
#[derive(Debug, Clone, Copy)]
pub struct NameTable<'a> {
    index: &'a [u8],
    stream: &'a [u8],
}

/// An entry as it is stored.
struct Entry<'a> {
    shared: usize,
    suffix: &'a [u8],
    content: &'a [u8],
}

impl<'a> NameTable<'a> {
    /// Finds the parts of the table; `None` if the bytes are not such a table.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        if bytes.take(MAGIC.len())? != MAGIC {
            return None;
        }
        let blocks = bytes.length()?;
        let index = bytes.take(blocks.checked_mul(4)?)?;
        Some(Self { index, stream: bytes.rest() })
    }

    /// The content of a name.
    pub fn get(&self, name: &str) -> Option<&'a [u8]> {
        let name = name.as_bytes();
        let (blocks, _) = self.index.as_chunks::<4>();
        let following = blocks.partition_point(|block| {
            self.block(*block)
                .and_then(|mut block| entry(&mut block))
                .is_some_and(|entry| entry.suffix <= name)
        });
        let mut block = self.block(*blocks.get(following.checked_sub(1)?)?)?;
        let mut current = [0; LONGEST_NAME];
        for _ in 0..NAMES_IN_A_BLOCK {
            let Entry { shared, suffix, content } = entry(&mut block)?;
            let length = shared.checked_add(suffix.len())?;
            current.get_mut(shared..length)?.copy_from_slice(suffix);
            if current.get(..length)? == name {
                return Some(content);
            }
        }
        None
    }

    fn block(&self, place: [u8; 4]) -> Option<Bytes<'a>> {
        let place = usize::try_from(u32::from_le_bytes(place)).ok()?;
        self.stream.get(place..).map(Bytes::new)
    }
}

fn entry<'a>(block: &mut Bytes<'a>) -> Option<Entry<'a>> {
    let mut length = || block.varint().and_then(|length| usize::try_from(length).ok());
    let (shared, suffix, content) = (length()?, length()?, length()?);
    Some(Entry { shared, suffix: block.take(suffix)?, content: block.take(content)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn names() -> impl Strategy<Value = BTreeMap<String, Vec<u8>>> {
        prop::collection::btree_map("[ab]{0,8}|[a-zé]{1,9}", prop::collection::vec(any::<u8>(), 0..9), 0..150)
    }

    proptest! {
        #[test]
        fn a_packed_table_equals_its_map(names in names(), others in prop::collection::vec("[ab]{0,8}", 20)) {
            let packed = pack(&names);
            let table = NameTable::new(&packed).unwrap();
            for name in names.keys().chain(&others) {
                prop_assert_eq!(table.get(name), names.get(name).map(Vec::as_slice), "{}", name);
            }
        }

        #[test]
        fn a_damaged_table_can_be_searched(names in names(), place: prop::sample::Index, bit in 0_u8..8) {
            let mut packed = pack(&names);
            let place = place.index(packed.len());
            packed[place] ^= 1 << bit;
            for name in names.keys() {
                let _ = NameTable::new(&packed).map(|table| table.get(name).map(<[u8]>::len));
            }
        }
    }

    #[test]
    fn too_long_names_are_left_out() {
        let names = BTreeMap::from([("a".repeat(200), vec![1]), ("b".into(), vec![2])]);
        let packed = pack(&names);
        let table = NameTable::new(&packed).unwrap();
        assert_eq!(table.get("b"), Some(&[2][..]));
        assert_eq!(table.get(&"a".repeat(200)), None);
    }
}
