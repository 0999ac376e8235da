//! A list of borders from ranges that overlap.

use std::cmp::Reverse;

/// A range of addresses, including both ends, and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) first: u128,
    pub(super) last: u128,
    pub(super) value: u32,
}

/// Pairs of an address and the value from there on, which is 0 outside all ranges. Neighbouring values differ.
///
/// If ranges overlap, the one that begins later counts, or, if they begin together, the shorter one: the more
/// specific entry, as in routing.
pub(super) fn flattened(mut ranges: Vec<Range>) -> Vec<(u128, u32)> {
    ranges.sort_by_key(|range| (range.first, Reverse(range.last)));
    let mut borders = Borders::default();
    // The ranges that have begun; the last one counts.
    let mut open: Vec<Range> = Vec::new();
    for range in ranges {
        borders.close(&mut open, Some(range.first));
        borders.push(range.first, range.value);
        open.push(range);
    }
    borders.close(&mut open, None);
    borders.0
}

#[derive(Default)]
struct Borders(Vec<(u128, u32)>);

impl Borders {
    /// Ends the open ranges that end before an address.
    fn close(&mut self, open: &mut Vec<Range>, before: Option<u128>) {
        while let Some(&top) = open.last() {
            if before.is_some_and(|before| before <= top.last) {
                return;
            }
            open.pop();
            let Some(free) = top.last.checked_add(1) else { continue };
            // Ranges below that ended earlier no longer count.
            while open.last().is_some_and(|below| below.last < free) {
                open.pop();
            }
            self.push(free, open.last().map_or(0, |below| below.value));
        }
    }

    fn push(&mut self, from: u128, value: u32) {
        if self.0.last().is_some_and(|&(last, _)| last == from) {
            self.0.pop();
        }
        if self.0.last().map_or(0, |&(_, value)| value) != value {
            self.0.push((from, value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scan(ranges: &[Range], address: u128) -> u32 {
        let holds = ranges.iter().filter(|range| (range.first..=range.last).contains(&address));
        holds.max_by_key(|range| (range.first, Reverse(range.last))).map_or(0, |range| range.value)
    }

    proptest! {
        #[test]
        fn the_borders_answer_like_the_ranges(parts in prop::collection::btree_map((0_u128..60, 0_u128..30), 1_u32..9, 0..20)) {
            let ranges: Vec<Range> =
                parts.into_iter().map(|((first, length), value)| Range { first, last: first + length, value }).collect();
            let borders = flattened(ranges.clone());
            prop_assert!(borders.is_sorted_by(|a, b| a.0 < b.0 && a.1 != b.1));
            for address in 0..100 {
                let found = borders.iter().rev().find(|(from, _)| *from <= address).map_or(0, |(_, value)| *value);
                prop_assert_eq!(found, scan(&ranges, address), "{}", address);
            }
        }
    }
}
