use crate::key::Key;
use crate::table::KEYS;

/// The key that somebody probably meant, from a dotted name that is none.
pub(crate) fn key(name: &str) -> Option<&'static Key> {
    nearest(name, KEYS, |key| key.name).or_else(|| {
        // The right name in the wrong section.
        let last = name.rsplit('.').next().unwrap_or(name);
        KEYS.iter().find(|key| key.short_name() == plain(last))
    })
}

/// The section that somebody probably meant.
pub(crate) fn section(name: &str) -> Option<&'static str> {
    let sections: Vec<&'static str> = Key::sections().collect();
    nearest(name, &sections, |section| section).copied()
}

/// The candidate that takes the fewest slips of the finger, where they are few for the length of the word.
fn nearest<'a, T>(name: &str, candidates: &'a [T], word: impl Fn(&T) -> &str) -> Option<&'a T> {
    /// Longer names are no slip of the finger, and the distance takes time that grows with the length.
    const MAX_LENGTH: usize = 100;
    if name.len() > MAX_LENGTH {
        return None;
    }
    let name = plain(name);
    let slips = |candidate: &T| strsim::osa_distance(&name, &plain(word(candidate)));
    let (slips, candidate) =
        candidates.iter().map(|candidate| (slips(candidate), candidate)).min_by_key(|(slips, _)| *slips)?;
    (slips <= (name.chars().count() / 5).max(2)).then_some(candidate)
}

/// The word without what people confuse: case, and what stands between its parts.
fn plain(name: &str) -> String {
    name.to_lowercase().replace(['.', '-', ' '], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger_and_wrong_sections_are_recognised() {
        let suggested = |name| key(name).map(|key| key.name);
        assert_eq!(suggested("server.lisen"), Some("server.listen"));
        assert_eq!(suggested("server.trusted-proxies"), Some("server.trusted_proxies"));
        assert_eq!(suggested("check.intervall"), Some("check.interval"));
        assert_eq!(suggested("server.interval"), Some("check.interval"));
        assert_eq!(suggested("server_listen"), Some("server.listen"));
        assert_eq!(suggested("listen"), Some("server.listen"));
        assert_eq!(suggested("server.colour"), None);
        assert_eq!(suggested(&"x".repeat(1_000_000)), None);
        assert_eq!(section("sever"), Some("server"));
        assert_eq!(section("database"), None);
    }
}
