use std::borrow::Cow;

/// A piece of a file for a message: up to 60 characters, with passwords masked.
pub fn shown(text: &str) -> String {
    const MAX_CHARACTERS: usize = 60;
    without_secrets(text).chars().take(MAX_CHARACTERS).collect()
}

/// The text with `*` for every byte that may belong to a user name or a password in a URL.
///
/// The length does not change, so places in the text remain valid. It masks too much rather than too little, because a
/// malformed URL can hold a password as well.
pub fn without_secrets(text: &str) -> Cow<'_, str> {
    let mut hidden: Vec<(usize, usize)> = Vec::new();
    let mut goes_on = GoesOn::No;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        goes_on = hide_in_line(line, start, goes_on, &mut hidden);
        start += line.len();
    }
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    // The ranges are in the order of the lines, and apart from each other.
    let mut ranges = hidden.into_iter().peekable();
    let mut masked = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        while ranges.next_if(|&(_, end)| end <= at).is_some() {}
        if ranges.peek().is_some_and(|&(start, _)| start <= at) {
            masked.extend(std::iter::repeat_n('*', character.len_utf8()));
        } else {
            masked.push(character);
        }
    }
    Cow::Owned(masked)
}

/// Whether a password continues on the next line.
#[derive(Clone, Copy, PartialEq)]
enum GoesOn {
    No,
    /// If the next line has an `@` and no key, it belongs to the same value.
    Perhaps,
    Surely,
}

/// Finds the secrets in a line, and whether a password continues on the next one.
fn hide_in_line(line: &str, start: usize, goes_on: GoesOn, hidden: &mut Vec<(usize, usize)>) -> GoesOn {
    let content = line.trim_end_matches(['\n', '\r']);
    let mut from = 0;
    let piece = || content.contains('@') && !content.contains(": ");
    if goes_on == GoesOn::Surely || (goes_on == GoesOn::Perhaps && piece()) {
        let indentation = content.len() - content.trim_start().len();
        let end = content.rfind('@').unwrap_or(content.len());
        hidden.push((start + indentation, start + end.max(indentation)));
        from = end;
    }
    while let Some((word_start, word)) = next_word(content, from) {
        let secret = secret_of(word);
        match secret {
            Secret::None => from = word_start + word.len(),
            Secret::Closed(begin, end) => {
                hidden.push((start + word_start + begin, start + word_start + end));
                from = word_start + word.len();
            }
            // A password seems to begin here: it ends at the last `@` of the line, or on another line.
            Secret::Open(begin) => {
                let begin = word_start + begin;
                let end = content.rfind('@').filter(|&at| at > begin);
                hidden.push((start + begin, start + end.unwrap_or(content.len())));
                return match end {
                    Some(_) => GoesOn::No,
                    None if content.ends_with('\\') => GoesOn::Surely,
                    None => GoesOn::Perhaps,
                };
            }
        }
    }
    GoesOn::No
}

fn next_word(line: &str, from: usize) -> Option<(usize, &str)> {
    let rest = line.get(from..)?;
    let begin = from + rest.find(|c: char| !c.is_whitespace())?;
    let word = line.get(begin..)?.split(char::is_whitespace).next()?;
    Some((begin, word))
}

/// The secret in a word.
enum Secret {
    None,
    Closed(usize, usize),
    Open(usize),
}

fn secret_of(word: &str) -> Secret {
    let authority = ["://", r":\/\/"].iter().find_map(|sign| word.find(sign).map(|at| at + sign.len()));
    match (authority, word.rfind('@')) {
        (Some(begin), Some(at)) if at > begin => Secret::Closed(begin, at),
        (Some(begin), _) if has_half_a_password(word.get(begin..).unwrap_or_default()) => Secret::Open(begin),
        // `http:user:password@host`; an e-mail address has no colon in front of its `@`.
        (None, Some(at)) => match word.get(..at).and_then(|before| before.find(':')) {
            Some(colon) => Secret::Closed(colon + 1, at),
            None => Secret::None,
        },
        _ => Secret::None,
    }
}

/// `user:pass…`, and not `host:8080/`.
fn has_half_a_password(authority: &str) -> bool {
    let host =
        authority.split(['/', '?', '#', ',', '\'', '"', '}', ']']).next().expect("a split has a first piece");
    let is_address = host.starts_with('[');
    let port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.len() <= 5;
    // After a colon at the end, the password may be on the next line.
    let cut = authority.ends_with(':');
    !is_address && host.split_once(':').is_some_and(|(_, after)| cut || !port(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_in_malformed_urls_are_masked() {
        for text in [
            "http://user:hunter2@a.example/",
            "http: 'http://user:hunter2@a.example/'",
            "http://user:hun/ter2@a.example/ b@x",
            "http:user:hunter2@a.example",
            "user:hunter2@a.example/x",
            r#""http:\/\/user:hunter2@a""#,
            "http://user:hunter2",
            "http://user:x hunter2@a.example",
            "http: \"http://user:\\\n  hunter2@a.example\"",
            "http: >-\n  http://user:\n  hunter2@a.example",
            "http: http://user:x\n  hunter2@a.example",
            "http://a.example/ ftp://user:hunter2@b/",
        ] {
            let masked = without_secrets(text);
            assert!(!masked.contains("hunter2"), "{masked}");
            assert_eq!(masked.len(), text.len());
        }
        let long = format!("http://user:{}", "1".repeat(80));
        assert!(!shown(&long).contains("111"));
    }

    #[test]
    fn nothing_else_is_masked() {
        for text in [
            "email: mirror@example.org",
            "http://a.example:8080/x",
            "http://[2001:db8::1]:80/",
            "{http: 'http://a.example/', email: a@b.example}",
            "- 2001:db8::/32",
        ] {
            assert_eq!(without_secrets(text), text);
        }
    }
}
