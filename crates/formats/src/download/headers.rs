//! What a redirect says in its headers.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Download, Source};

impl Download {
    /// Where the best source is.
    pub fn location(&self) -> Option<&str> {
        self.sources.first().map(|source| source.url.as_str())
    }

    /// The `Link` headers (RFC 6249): every source by its place and country, and the metalink beside the file. None
    /// where nobody knows the file: then nobody knows either whether the sources have the same.
    pub fn links(&self) -> impl Iterator<Item = String> {
        let duplicate = |(place, source): (u32, &Source)| {
            let mut link = String::with_capacity(source.url.len() + 48);
            link.extend(["<", &source.url, ">; rel=duplicate; pri="]);
            // Writing into a string cannot fail.
            let _ = write!(link, "{place}");
            if let Some(country) = source.country {
                link.push_str("; geo=");
                link.extend(country.as_str().chars().map(|letter| letter.to_ascii_lowercase()));
            }
            link
        };
        // Names are plain, and the first segment of a relative reference may hold no colon: it holds none.
        let metalink =
            ["<", &self.name, ".meta4>; rel=describedby; type=\"application/metalink4+xml\""].concat();
        let links = (1..).zip(&self.sources).map(duplicate).chain([metalink]);
        links.filter(|_| self.sha256.is_some())
    }

    /// The `Digest` header (RFC 3230).
    pub fn digest(&self) -> Option<String> {
        self.sha256.map(|sha256| ["SHA-256=", &STANDARD.encode(sha256.bytes())].concat())
    }
}
