use crate::key::Key;
use crate::keys::Keys;

/// The key that was probably meant by an unknown dotted name.
pub(crate) fn key(keys: Keys, name: &str) -> Option<&'static Key> {
    let all: Vec<&'static Key> = keys.iter().collect();
    nearest(name, &all, |key| key.name).copied().or_else(|| {
        // The right name in the wrong section.
        let last = name.rsplit('.').next().unwrap_or(name);
        keys.iter().find(|key| key.short_name() == plain(last))
    })
}

/// The section that was probably meant by an unknown name.
pub(crate) fn section(keys: Keys, name: &str) -> Option<&'static str> {
    let sections = keys.sections();
    // The right name below the wrong section, or below none.
    let last = name.rsplit('.').next().unwrap_or(name);
    let elsewhere = || sections.iter().find(|section| section.rsplit('.').next() == Some(last));
    nearest(name, &sections, |section| section).or_else(elsewhere).copied()
}

/// The candidate with the smallest edit distance, if that is small for the length of the word.
fn nearest<'a, T>(name: &str, candidates: &'a [T], word: impl Fn(&T) -> &str) -> Option<&'a T> {
    /// A longer name is not a typing error, and the distance takes time that grows with the length.
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

/// The word without what people confuse: case, and the separators of its parts.
fn plain(name: &str) -> String {
    name.to_lowercase().replace(['.', '-', ' '], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: Keys = Keys::new(&[
        crate::table::KEYS,
        &[Key { name: "mirror.check.interval", ..Key::PLAIN }, Key { name: "mirror.rotation", ..Key::PLAIN }],
    ]);

    #[test]
    fn typing_errors_and_wrong_sections_are_recognised() {
        let suggested = |name| key(KEYS, name).map(|key| key.name);
        assert_eq!(suggested("server.lisen"), Some("server.listen"));
        assert_eq!(suggested("server.trusted-proxies"), Some("server.trusted_proxies"));
        assert_eq!(suggested("mirror.check.intervall"), Some("mirror.check.interval"));
        assert_eq!(suggested("check.interval"), Some("mirror.check.interval"));
        assert_eq!(suggested("server.rotation"), Some("mirror.rotation"));
        assert_eq!(suggested("server_listen"), Some("server.listen"));
        assert_eq!(suggested("listen"), Some("server.listen"));
        assert_eq!(suggested("server.colour"), None);
        assert_eq!(suggested(&"x".repeat(1_000_000)), None);
        assert_eq!(section(KEYS, "sever"), Some("server"));
        assert_eq!(section(KEYS, "check"), Some("mirror.check"));
        assert_eq!(section(KEYS, "database"), None);
    }
}
