use crate::contest::Contest;

/// The tied candidate that the lot names first, or last. `None` where the lot does not name all of them.
pub(super) fn drawn(contest: &Contest, tied: &[usize], first: bool) -> Option<usize> {
    let rank = |candidate: &usize| contest.lot.iter().position(|drawn| drawn == candidate);
    let mut ranks = Vec::with_capacity(tied.len());
    for candidate in tied {
        ranks.push((rank(candidate)?, *candidate));
    }
    let chosen = if first { ranks.into_iter().min() } else { ranks.into_iter().max() };
    chosen.map(|(_, candidate)| candidate)
}
