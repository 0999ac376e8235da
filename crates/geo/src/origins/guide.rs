use std::ops::Range;

/// Says of a key where in an index it is to be looked for: among the few entries that share its upper bits.
///
/// A search that begins in the middle goes through the whole index by halves, and waits for memory at each.
#[derive(Debug, Clone)]
pub(super) struct Guide {
    /// How many of the lower bits of a key do not count.
    shift: u32,
    /// Where the entries of each number of upper bits begin, and where those of the last end.
    begins: Vec<u32>,
}

/// At most so many numbers of upper bits are told apart, in powers of two.
const MOST_BITS: u32 = 16;

impl Guide {
    /// The guide to an index with these keys. Keys that are out of order make it lead astray, and not out of
    /// the index.
    pub(super) fn to(keys: impl ExactSizeIterator<Item = u64> + Clone) -> Self {
        // About one number for each entry.
        let bits = keys.len().next_power_of_two().ilog2().min(MOST_BITS);
        let width = u64::BITS - keys.clone().max().unwrap_or_default().leading_zeros();
        let shift = width.saturating_sub(bits);
        let mut begins = vec![0; (1 << bits) + 1];
        for key in keys {
            begins[upper(key, shift) + 1] += 1;
        }
        let mut before = 0;
        for begin in &mut begins {
            before += *begin;
            *begin = before;
        }
        Self { shift, begins }
    }

    /// The entries among which is the first that is greater than a key, or behind which it is.
    pub(super) fn near(&self, key: u64) -> Range<usize> {
        let number = upper(key, self.shift).min(self.begins.len() - 2);
        self.begins[number] as usize..self.begins[number + 1] as usize
    }
}

fn upper(key: u64, shift: u32) -> usize {
    usize::try_from(key.checked_shr(shift).unwrap_or_default()).unwrap_or(usize::MAX)
}
