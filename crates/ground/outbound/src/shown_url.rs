use std::fmt;

use url::Url;

use crate::shorten::shorten;

/// A URL for logs and pages: without user name, password and query, which may hold secrets, and no longer than a
/// message.
#[derive(Clone, PartialEq, Eq)]
pub struct ShownUrl(String);

impl From<&Url> for ShownUrl {
    fn from(url: &Url) -> Self {
        let mut shown = url.clone();
        // Both fail only for URLs that cannot have a user at all.
        let _ = shown.set_username("");
        let _ = shown.set_password(None);
        if shown.query().is_some() {
            shown.set_query(Some("…"));
        }
        shown.set_fragment(None);
        // The URL parser escapes the ellipsis.
        Self(shorten(&shown.as_str().replace("?%E2%80%A6", "?…")))
    }
}

impl fmt::Display for ShownUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShownUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        let shown = |text: &str| ShownUrl::from(&text.parse::<Url>().unwrap()).to_string();
        assert_eq!(
            shown("https://user:secret@example.org/a.json?token=secret#secret"),
            "https://example.org/a.json?…"
        );
        assert_eq!(shown("https://example.org/a.json"), "https://example.org/a.json");
        assert!(shown(&format!("https://example.org/{}", "x".repeat(10_000))).chars().count() <= 301);
    }
}
