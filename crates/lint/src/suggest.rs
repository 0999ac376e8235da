/// The candidate that was probably meant: few slips of the finger, for the length of the word.
pub(crate) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// Longer words are no slip of the finger, and the distance takes time that grows with the length.
    const MAX_LENGTH: usize = 100;
    if word.len() > MAX_LENGTH {
        return None;
    }
    let word = word.to_lowercase();
    let few = (word.chars().count() / 4).max(1);
    // What differs in length by more than that differs by more than that.
    let near = candidates.filter(|candidate| candidate.len().abs_diff(word.len()) <= few);
    let slips = |candidate: &str| strsim::osa_distance(&word, &candidate.to_lowercase());
    let (slips, candidate) =
        near.map(|candidate| (slips(candidate), candidate)).min_by_key(|(slips, _)| *slips)?;
    (slips <= few).then_some(candidate)
}
