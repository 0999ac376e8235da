//! What a redirect says in its headers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Download;

/// About how many bytes a link takes besides its URL.
const ROOM: usize = 64;

impl Download {
    /// Where the best source is.
    pub fn location(&self) -> Option<&str> {
        self.sources.first().map(|source| source.url.as_str())
    }

    /// The `Link` headers (RFC 6249), one on each line: every source by its place and country, and the metalink beside
    /// the file. None where nobody knows the file: then nobody knows either whether the sources have the same.
    pub fn links(&self) -> String {
        if self.sha256.is_none() {
            return String::new();
        }
        let urls: usize = self.sources.iter().map(|source| source.url.len() + ROOM).sum();
        let mut links = String::with_capacity(urls + self.name.len() + ROOM);
        for (place, source) in (1_usize..).zip(&self.sources) {
            links.push('<');
            links.push_str(&source.url);
            links.push_str(">; rel=duplicate; pri=");
            links.push_str(itoa::Buffer::new().format(place));
            if let Some(country) = source.country {
                links.push_str("; geo=");
                links.extend(country.as_str().chars().map(|letter| letter.to_ascii_lowercase()));
            }
            links.push('\n');
        }
        // Names are plain, and the first segment of a relative reference may hold no colon: it holds none.
        links.push('<');
        links.push_str(&self.name);
        links.push_str(".meta4>; rel=describedby; type=\"application/metalink4+xml\"");
        links
    }

    /// The `Digest` header (RFC 3230).
    pub fn digest(&self) -> Option<String> {
        let mut digest = String::with_capacity(64);
        digest.push_str("SHA-256=");
        STANDARD.encode_string(self.sha256?.bytes(), &mut digest);
        Some(digest)
    }
}
