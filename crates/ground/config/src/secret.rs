use std::fmt;

use subtle::ConstantTimeEq;

/// The text that replaces a secret in outputs.
pub(crate) const HIDDEN: &str = "(hidden)";

/// A text that no log and no page may show.
#[derive(Clone)]
pub struct Secret(Box<str>);

impl Secret {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Whether a client knows the secret. The time that this takes depends on the length only.
    pub fn matches(&self, candidate: &str) -> bool {
        self.0.as_bytes().ct_eq(candidate.as_bytes()).into()
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.matches(&other.0)
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

/// A URL as it may be shown: without password, and without what queries call a password, key or token.
///
/// Works on any text, because messages show what is *not* a URL, too: there, everything up to the last `@`
/// goes, since no parser could say where the password ends.
pub(crate) fn without_secrets(text: &str) -> String {
    let (before_query, query) = match text.split_once('?') {
        Some((before, query)) => (before, Some(query)),
        None => (text, None),
    };
    // A password may hold a `?` that was not escaped, so an `@` after it still belongs to the front.
    let (front, query) =
        if query.is_some_and(|query| query.contains('@')) { (text, None) } else { (before_query, query) };
    let mut shown = without_password(front);
    for (at, pair) in query.into_iter().flat_map(|query| query.split('&')).enumerate() {
        shown.push(if at == 0 { '?' } else { '&' });
        match pair.split_once('=') {
            Some((name, _)) if is_telling(name) => {
                shown.push_str(name);
                shown.push_str("=***");
            }
            _ => shown.push_str(pair),
        }
    }
    shown
}

/// `scheme://user:password@host/path` with `***` for the password; an address list without `@` stays as it is.
fn without_password(front: &str) -> String {
    let Some((credentials, host)) = front.rsplit_once('@') else { return front.to_owned() };
    let start = credentials.find("://").map_or(0, |at| at + 3);
    let (scheme, credentials) = credentials.split_at(start);
    match credentials.split_once(':') {
        Some((user, _)) => format!("{scheme}{user}:***@{host}"),
        None if scheme.is_empty() => format!("***@{host}"),
        None => format!("{scheme}{credentials}@{host}"),
    }
}

/// Whether the name of a query parameter means that its value is secret.
fn is_telling(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["pass", "token", "secret", "key", "sig", "auth"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_compared_but_never_shown() {
        let secret = Secret::new("tanuki");
        assert!(secret.matches("tanuki"));
        assert!(!secret.matches("tanuk") && !secret.matches("kitsune") && !secret.matches(""));
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "(hidden) Some((hidden))");
    }

    #[test]
    fn passwords_go_and_the_rest_stays() {
        for (text, shown) in [
            ("postgres://maneki:s3cret@db/maneki", "postgres://maneki:***@db/maneki"),
            ("postgres://maneki:s3/cr@et@db/maneki", "postgres://maneki:***@db/maneki"),
            ("postgres://maneki:s3?cr@db/maneki", "postgres://maneki:***@db/maneki"),
            ("postgres://maneki@db/maneki?sslmode=require", "postgres://maneki@db/maneki?sslmode=require"),
            ("postgres://db/maneki?user=a&password=b&x=c", "postgres://db/maneki?user=a&password=***&x=c"),
            ("postgres:/maneki:s3cret@db", "postgres:***@db"),
            ("s3cret@db", "***@db"),
            ("https://a/b?token=abc", "https://a/b?token=***"),
            ("https://a/b", "https://a/b"),
            ("", ""),
        ] {
            assert_eq!(without_secrets(text), shown, "{text}");
        }
    }
}
