use maneki_ground_rpm::{Digest, DigestKind};

/// Where a file is, relative to the root of the repository.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Location {
    /// The path.
    pub href: String,
    /// Another root, as a URL.
    pub base: Option<String>,
}

/// A checksum as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checksum {
    /// The name of the kind, such as `sha256`.
    pub kind: String,
    /// Hexadecimal digits.
    pub text: String,
}

impl Checksum {
    /// The kind of the digest, if it is known.
    pub fn digest_kind(&self) -> Option<DigestKind> {
        DigestKind::from_metadata(&self.kind)
    }

    /// The digest; `None` where its kind is unknown, or its text is not one.
    pub fn digest(&self) -> Option<Digest> {
        Digest::parse(self.digest_kind()?, &self.text)
    }
}

/// Why a path of a stranger is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnsafeHref {
    /// Nothing is written.
    #[error("it is empty")]
    Empty,
    /// It starts with a slash.
    #[error("it is absolute")]
    Absolute,
    /// It starts with a scheme, such as `file:`.
    #[error("it has a scheme")]
    Scheme,
    /// A segment of it is `..`, plain or percent-encoded.
    #[error("it has a segment `..`")]
    Parent,
    /// A backslash, a zero or another control character, plain or percent-encoded.
    #[error("it has a backslash or a control character")]
    Character,
}

/// Checks that a path leads to a place below the root that it is joined to.
pub fn check_href(href: &str) -> Result<(), UnsafeHref> {
    check_decoded(href)?;
    check_decoded(&percent_decoded(href))
}

fn check_decoded(path: &str) -> Result<(), UnsafeHref> {
    let first = path.split('/').next().unwrap_or_default();
    if path.is_empty() {
        Err(UnsafeHref::Empty)
    } else if path.starts_with('/') {
        Err(UnsafeHref::Absolute)
    } else if path.contains(|c: char| c == '\\' || c.is_control()) {
        Err(UnsafeHref::Character)
    } else if path.split('/').any(|segment| segment == "..") {
        Err(UnsafeHref::Parent)
    } else if first.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme)) {
        Err(UnsafeHref::Scheme)
    } else {
        Ok(())
    }
}

/// RFC 3986, section 3.1.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// The text with `%2e` and the like decoded once; what is not UTF-8 then is replaced.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| after.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, digit(0), digit(1)) {
            bytes.push(u8::try_from(high << 4 | low).expect("two hexadecimal digits are a byte"));
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_below_the_root_is_accepted() {
        for href in
            ["repodata/primary.xml.gz", "Packages/o/oak-1:2.rpm", "a/..b/c..", "%41%zz%", "./a", "a//b"]
        {
            assert_eq!(check_href(href), Ok(()), "{href}");
        }
    }

    #[test]
    fn a_path_that_may_lead_elsewhere_is_refused() {
        let table = [
            ("", UnsafeHref::Empty),
            ("/etc/passwd", UnsafeHref::Absolute),
            ("%2fetc/passwd", UnsafeHref::Absolute),
            ("../a", UnsafeHref::Parent),
            ("a/../../b", UnsafeHref::Parent),
            ("a/%2e%2E/b", UnsafeHref::Parent),
            ("a/.%2e", UnsafeHref::Parent),
            ("a%2f..%2fb", UnsafeHref::Parent),
            ("file:///etc/passwd", UnsafeHref::Scheme),
            ("https://mirror.example.org/a", UnsafeHref::Scheme),
            ("a\\b", UnsafeHref::Character),
            ("a%00b", UnsafeHref::Character),
            ("a\nb", UnsafeHref::Character),
        ];
        for (href, problem) in table {
            assert_eq!(check_href(href), Err(problem), "{href}");
        }
    }
}
