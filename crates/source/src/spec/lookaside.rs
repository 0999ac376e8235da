//! The lists of files that are kept in a lookaside cache: `.<package>.metadata` and `sources`.

use crate::text::lines::without_end;

/// A line of such a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookasideLine {
    /// The byte where the line begins.
    pub start: usize,
    /// The byte where the next line begins.
    pub end: usize,
    /// The file, as it is written.
    pub name: String,
    /// Its digest, in lower case.
    pub digest: String,
}

/// The lines of a list that can be read: `<digest> <path>`, and `SHA512 (<name>) = <digest>`.
pub fn lookaside_lines(text: &str) -> impl Iterator<Item = LookasideLine> + '_ {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let (digest, name) = parse(without_end(line).trim())?;
        Some(LookasideLine { start, end: at, name: name.to_owned(), digest: digest.to_ascii_lowercase() })
    })
}

fn parse(line: &str) -> Option<(&str, &str)> {
    if let Some((digest, name)) = line.split_once(char::is_whitespace)
        && is_digest(digest)
    {
        return Some((digest, name.trim().trim_start_matches('*')));
    }
    let (algorithm, rest) = line.split_once(" (")?;
    let (name, digest) = rest.rsplit_once(") = ")?;
    let is_algorithm = algorithm.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_algorithm && is_digest(digest.trim())).then_some((digest.trim(), name))
}

/// A digest of MD5, SHA-1, SHA-256 or SHA-512.
fn is_digest(text: &str) -> bool {
    matches!(text.len(), 32 | 40 | 64 | 128) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_notations_are_read() {
        let sha = "a".repeat(40);
        let text =
            format!("{sha} SOURCES/x+1.tar.gz\nnot a line\nSHA512 (y (1).tar) = {}\n", "B".repeat(128));
        let names: Vec<_> = lookaside_lines(&text).map(|line| line.name).collect();
        assert_eq!(names, ["SOURCES/x+1.tar.gz", "y (1).tar"]);
    }
}
