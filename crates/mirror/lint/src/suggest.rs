/// Longer words are no slip of the finger, and the distance takes time that grows with the square of the length.
const LONGEST: usize = 32;

/// How many candidates are looked at.
const MOST_CANDIDATES: usize = 100;

/// Finds what was probably meant by words that are unknown, for as many as a person would look at: whoever writes
/// thousands of unknown words gets no more help.
#[derive(Debug)]
pub(crate) struct Suggestions {
    left: usize,
}

impl Suggestions {
    pub(crate) fn new() -> Self {
        Self { left: 100 }
    }

    /// The candidate that was probably meant: few slips of the finger, for the length of the word.
    pub(crate) fn nearest<'a>(
        &mut self,
        word: &str,
        candidates: impl Iterator<Item = &'a str>,
    ) -> Option<&'a str> {
        self.left = self.left.checked_sub(1)?;
        if word.len() > LONGEST {
            return None;
        }
        let word = word.to_lowercase();
        let few = (word.chars().count() / 4).max(1);
        // What differs in length by more than that differs by more than that.
        let near = candidates.filter(|candidate| candidate.len().abs_diff(word.len()) <= few);
        let slips = |candidate: &str| strsim::osa_distance(&word, &candidate.to_lowercase());
        let near = near.take(MOST_CANDIDATES).map(|candidate| (slips(candidate), candidate));
        let (slips, candidate) = near.min_by_key(|(slips, _)| *slips)?;
        (slips <= few).then_some(candidate)
    }
}
