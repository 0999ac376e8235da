//! Writes tables. Only `cargo dev world` uses it.

use super::{MAGIC, NO_STEP};
use crate::bytes::{push_length, push_varint};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A key from which a value applies; value 0 means unassigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Border {
    /// The first key.
    pub from: u64,
    /// The value from there up to the next border.
    pub value: u32,
}

/// Packs borders, which must be in ascending order.
pub fn pack(borders: &[Border]) -> Vec<u8> {
    let values = by_frequency(borders);
    let numbers: BTreeMap<u32, u64> = values.iter().copied().zip(0..).collect();
    let mut packed = MAGIC.to_vec();
    push_length(&mut packed, values.len());
    packed.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    let mut before = 0;
    for border in borders {
        push_step(&mut packed, border.from - before);
        push_varint(&mut packed, numbers[&border.value]);
        before = border.from;
    }
    packed
}

/// Each value once, the most frequent first, and the smaller of equally frequent ones first, so that the same borders
/// always give the same bytes.
fn by_frequency(borders: &[Border]) -> Vec<u32> {
    let mut counts = BTreeMap::<u32, usize>::new();
    for border in borders {
        *counts.entry(border.value).or_default() += 1;
    }
    let mut counts: Vec<(u32, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|&(value, count)| (Reverse(count), value));
    counts.into_iter().map(|(value, _)| value).collect()
}

fn push_step(stream: &mut Vec<u8>, step: u64) {
    if step == 0 {
        return stream.push(NO_STEP);
    }
    let zeros = step.trailing_zeros();
    let factor = step >> zeros;
    let zeros = zeros.to_le_bytes()[0];
    match factor {
        1 => stream.push(zeros),
        3 => stream.push(zeros | 1 << 6),
        5 => stream.push(zeros | 2 << 6),
        factor => {
            stream.push(zeros | 3 << 6);
            push_varint(stream, factor.saturating_sub(7) / 2);
        }
    }
}
