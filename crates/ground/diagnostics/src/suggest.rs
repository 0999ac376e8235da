/// Longer words are not typing errors, and the time of a comparison grows with the square of the length.
const LONGEST: usize = 100;

/// How many candidates are compared with a word.
const MOST_CANDIDATES: usize = 100;

/// The candidate that a word probably means, as in "did you mean": the one with the fewest typing errors, if they
/// are at most three eighths of the longer word. Case does not count, and neither does the difference between `_`, `-`,
/// `.` and a space.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = plain(word);
    let most = |candidate: &str| candidate.chars().count().max(word.chars().count()) * 3 / 8;
    let is_near = |candidate: &&str| candidate.len().abs_diff(word.len()) <= most(candidate);
    let typos = |candidate: &str| strsim::osa_distance(&plain(candidate), &word);
    // Of two equally near candidates, prefer the one with the same first letter: `htp` is `http` and not `ftp`.
    let begins_alike = |candidate: &str| plain(candidate).chars().next() == word.chars().next();
    let near = candidates.into_iter().filter(is_near).take(MOST_CANDIDATES);
    let (typos, _, candidate) =
        near.map(|candidate| (typos(candidate), !begins_alike(candidate), candidate)).min()?;
    (typos <= most(candidate)).then_some(candidate)
}

/// The word without the differences that people do not notice.
fn plain(word: &str) -> String {
    word.trim().to_lowercase().replace(['.', '-', ' '], "_")
}

/// Suggestions for many words: as many as a person would read, so that a file with thousands of unknown words
/// costs little.
#[derive(Debug)]
pub struct Suggestions {
    left: usize,
}

impl Suggestions {
    /// Suggestions for one file.
    pub fn new() -> Self {
        Self { left: 100 }
    }

    /// The candidate that a word probably means, unless there were too many words.
    pub fn nearest<'a>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        self.left = self.left.checked_sub(1)?;
        nearest(word, candidates)
    }
}

impl Default for Suggestions {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_suggests_the_word() {
        let keys = ["http", "https", "rsync", "ftp"];
        assert_eq!(nearest("htp", keys), Some("http"));
        assert_eq!(nearest("HTTPS", keys), Some("https"));
        assert_eq!(nearest("rsnyc", keys), Some("rsync"));
        assert_eq!(nearest("adresses", ["name", "address"]), Some("address"));
        assert_eq!(nearest("geo-location", ["geolocation", "name"]), Some("geolocation"));
        assert_eq!(nearest("x86_65", ["aarch64", "x86_64"]), Some("x86_64"));
    }

    #[test]
    fn another_word_suggests_nothing() {
        assert_eq!(nearest("amd64", ["arm64", "x86_64"]), None);
        assert_eq!(nearest("colour", ["listen", "name"]), None);
        assert_eq!(nearest("", ["name"]), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), ["name"]), None);
    }

    #[test]
    fn suggestions_end() {
        let mut suggestions = Suggestions::new();
        let found = (0..1000).filter(|_| suggestions.nearest("nam", ["name"]).is_some()).count();
        assert_eq!(found, 100);
    }
}
