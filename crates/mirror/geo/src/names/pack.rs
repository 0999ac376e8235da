//! Writes tables. Only `cargo dev world` uses it.

use super::{LONGEST_NAME, MAGIC, NAMES_IN_A_BLOCK};
use crate::bytes::{push_length, push_varint};
use std::collections::BTreeMap;

/// Packs names with their content; names of more than 128 bytes are left out.
pub fn pack(names: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let names: Vec<(&[u8], &[u8])> = names
        .iter()
        .map(|(name, content)| (name.as_bytes(), content.as_slice()))
        .filter(|(name, _)| name.len() <= LONGEST_NAME)
        .collect();

    let (mut index, mut stream) = (Vec::new(), Vec::new());
    for block in names.chunks(NAMES_IN_A_BLOCK) {
        push_length(&mut index, stream.len());
        let mut before: &[u8] = &[];
        for &(name, content) in block {
            let shared = before.iter().zip(name).take_while(|(a, b)| a == b).count();
            let suffix = &name[shared..];
            for length in [shared, suffix.len(), content.len()] {
                push_varint(&mut stream, length as u64);
            }
            stream.extend(suffix);
            stream.extend(content);
            before = name;
        }
    }

    let mut packed = MAGIC.to_vec();
    push_length(&mut packed, names.len().div_ceil(NAMES_IN_A_BLOCK));
    packed.extend(index);
    packed.extend(stream);
    packed
}
