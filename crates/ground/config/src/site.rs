use std::path::PathBuf;

use url::Url;

use crate::reader::{Noted, Reader, Refused};
use crate::source;

/// `[site]`: how pages look. Without any of it they are neutral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// What is mirrored: the name of the distribution.
    pub name: Option<Box<str>>,
    /// A picture beside it.
    pub logo: Option<PathBuf>,
    /// The colour of links and buttons: red, green, blue.
    pub accent: [u8; 3],
    /// Under which address people reach the site; without a slash at its end.
    pub url: Option<Box<str>>,
    /// Links in the foot of every page, by their names.
    pub links: Vec<(Box<str>, Url)>,
    /// Who makes the site possible, and their pages.
    pub sponsors: Vec<(Box<str>, Url)>,
}

impl Site {
    /// Reads the section.
    pub fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        let name = reader.optional("site.name", name);
        let logo = reader.optional("site.logo", logo);
        let accent = reader.text("site.accent", colour);
        let url = reader.optional("site.url", own_url);
        let links = reader.map("site.links", link);
        let sponsors = reader.map("site.sponsors", link);
        Ok(Self { name: name?, logo: logo?, accent: accent?, url: url?, links: links?, sponsors: sponsors? })
    }
}

/// More would not fit into the head of a page.
const LONGEST_NAME: usize = 60;

fn name(text: &str) -> Result<Box<str>, Refused> {
    match text.trim() {
        "" => Err(""),
        name if name.chars().count() > LONGEST_NAME => Err("that is too long for the head of a page"),
        name => Ok(name.into()),
    }
}

/// What browsers show as a picture.
const PICTURES: [&str; 4] = ["svg", "png", "webp", "jpg"];

fn logo(text: &str) -> Result<PathBuf, Refused> {
    let path = source::path(text)?;
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let is_picture = PICTURES.iter().any(|known| extension.eq_ignore_ascii_case(known));
    if is_picture { Ok(path) } else { Err("its name does not end as that of such a picture") }
}

fn colour(text: &str) -> Result<[u8; 3], Refused> {
    let digits = text.strip_prefix('#').ok_or("")?;
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err("");
    }
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| "");
    Ok([part(0)?, part(2)?, part(4)?])
}

/// The address of the site itself: pages lie below its root.
fn own_url(text: &str) -> Result<Box<str>, Refused> {
    let url = Url::parse(text).map_err(|_| "")?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    match url.scheme() {
        "http" | "https" if is_bare && url.username().is_empty() && url.password().is_none() => {
            Ok(url.as_str().trim_end_matches('/').into())
        }
        "http" | "https" => Err("it holds more than a host and a port"),
        _ => Err(""),
    }
}

fn link(name: &str, text: &str) -> Result<(Box<str>, Url), Refused> {
    let url = Url::parse(text).map_err(|_| "")?;
    match url.scheme() {
        "http" | "https" | "mailto" => Ok((name.into(), url)),
        _ => Err("browsers are sent to http, https and mailto only"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_have_six_digits() {
        assert_eq!(colour("#1f5Fa8"), Ok([0x1f, 0x5f, 0xa8]));
        for bad in ["1f5fa8", "#1f5fa", "#1f5fa80", "#ggffff", "blue", "#é1234", ""] {
            assert!(colour(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_site_lies_at_the_root_of_its_address() {
        assert_eq!(own_url("https://Mirrors.example.org/").as_deref(), Ok("https://mirrors.example.org"));
        for bad in [
            "mirrors.example.org",
            "https://example.org/mirrors",
            "https://u:p@example.org",
            "ftp://x/",
            "https://x/?a",
        ] {
            assert!(own_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nobody_is_linked_to_a_script() {
        assert!(link("Us", "javascript:alert(1)").is_err() && link("Us", "https://example.org").is_ok());
    }
}
