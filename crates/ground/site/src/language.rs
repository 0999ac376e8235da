//! The languages of the site.

/// A language that pages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language(usize);

/// The tag and the own name of every language. The first one is the default. To add a language, translate the files in
/// `locales` of this crate and of each room, and add a line here.
const LANGUAGES: &[(&str, &str)] = &[("en", "English"), ("de", "Deutsch")];

impl Language {
    /// The language of pages for clients that accept none of ours.
    pub const DEFAULT: Self = Self(0);

    /// Every language, the default first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len()).map(Self)
    }

    /// The language of a tag (`de`), whatever region it names (`de-AT`).
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split('-').next()?;
        LANGUAGES.iter().position(|(known, _)| known.eq_ignore_ascii_case(primary)).map(Self)
    }

    /// The language for an `Accept-Language` header (RFC 9110, section 12.5.4): of ours, the one with the greatest
    /// weight; of equal ones, the first.
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (Self::DEFAULT, 0.0);
        for entry in header.split(',') {
            let mut parts = entry.split(';');
            let language = parts.next().and_then(Self::from_tag);
            let weight =
                parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            if let Some(language) = language
                && weight > best.1
            {
                best = (language, weight);
            }
        }
        best.0
    }

    /// Its tag: `de`.
    pub fn tag(self) -> &'static str {
        LANGUAGES[self.0].0
    }

    /// Its name in the language itself.
    pub fn name(self) -> &'static str {
        LANGUAGES[self.0].1
    }

    pub(crate) fn index(self) -> usize {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accepted_language_with_the_greatest_weight_is_taken() {
        for (header, tag) in [
            ("", "en"),
            ("de", "de"),
            ("de-AT,en;q=0.5", "de"),
            ("en-US,en;q=0.9,de;q=0.8", "en"),
            ("fr,de;q=0.7,en;q=0.3", "de"),
            ("fr;q=0.1", "en"),
            ("DE;q=nan, *", "en"),
            ("de;q=0", "en"),
            ("en;q=0.2,de;q=0.9", "de"),
        ] {
            assert_eq!(Language::from_accept_language(header).tag(), tag, "{header}");
        }
    }
}
