use crate::contest::Contest;

/// The tied candidate that the lot names first, or last. `None` where the lot does not name all of them.
pub(super) fn drawn(contest: &Contest, tied: &[usize], first: bool) -> Option<usize> {
    if contest.lot.len() < tied.len() {
        return None;
    }
    let mut is_tied = vec![false; contest.candidates.len()];
    for &candidate in tied {
        is_tied[candidate] = true;
    }
    // Each tied candidate once, in the order of the lot.
    let named: Vec<usize> =
        contest.lot.iter().copied().filter(|&drawn| std::mem::take(&mut is_tied[drawn])).collect();
    let chosen = if first { named.first() } else { named.last() };
    chosen.copied().filter(|_| named.len() == tied.len())
}
