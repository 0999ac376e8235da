//! Text of strangers: compared as people mean it, linked only where that is safe.

use icu_normalizer::DecomposingNormalizerBorrowed;
use url::Url;

/// Text as it is compared: lower case, without accents. `Zürich` and `zurich` are one.
pub(crate) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    // The combining marks, which stand for themselves after the decomposition.
    decomposed.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase).collect()
}

/// The address that a stranger wrote, if it is one that a browser may be sent to: http or https.
pub(crate) fn web_address(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_do_not_count() {
        assert_eq!(folded("Zürich ÅLAND"), "zurich aland");
        assert_eq!(folded("Örebro"), folded("orebro"));
    }

    #[test]
    fn only_web_addresses_are_linked() {
        assert_eq!(web_address("https://sponsor.example").as_deref(), Some("https://sponsor.example/"));
        for bad in
            ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "//x.example", "sponsor", ""]
        {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }
}
