use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::Value;

/// The text on one line: control characters, and characters that change the direction of writing, are escaped.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_treacherous) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if is_treacherous(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    Cow::Owned(line)
}

/// The same for a text of several lines: line ends remain.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_treacherous(c) && c != '\n') {
        return Cow::Borrowed(text);
    }
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(one_line).collect();
    Cow::Owned(lines.join("\n"))
}

/// A JSON document on several lines; such characters in its texts are escaped.
pub(crate) fn escaped_json(document: &Value) -> String {
    let document = serde_json::to_string_pretty(document).expect("a JSON value can be written");
    let is_to_escape = |character: char| is_treacherous(character) && character != '\n';
    if !document.contains(is_to_escape) {
        return document;
    }
    let mut escaped = String::with_capacity(document.len());
    for character in document.chars() {
        if is_to_escape(character) {
            // Four digits are enough for all of them. Writing to a String cannot fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// The text for a terminal, with the same number of bytes: characters that would control the terminal are replaced.
pub(crate) fn harmless(text: &str) -> String {
    let replaced = |character: char| match (is_treacherous(character), character.len_utf8()) {
        (false, _) => character,
        (true, _) if matches!(character, '\n' | '\t') => character,
        (true, 1) => '?',
        (true, 2) => '\u{b7}',
        (true, _) => '\u{fffd}',
    };
    text.chars().map(replaced).collect()
}

/// Control characters, and marks that make text read in another order than it is stored.
fn is_treacherous(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal_and_no_byte_is_lost() {
        let nasty = "a\u{1b}[31m\u{9b}b\u{202e}c\nd";
        assert_eq!(one_line(nasty), "a\\u{1b}[31m\\u{9b}b\\u{202e}c\\nd");
        assert_eq!(harmless(nasty), "a?[31m\u{b7}b\u{fffd}c\nd");
        assert_eq!(harmless(nasty).len(), nasty.len());
        assert_eq!(one_line("plain"), "plain");
        assert_eq!(printable(nasty), "a\\u{1b}[31m\\u{9b}b\\u{202e}c\nd");
        let document = Value::from(vec!["a\u{9b}\u{202e}é"]);
        assert_eq!(escaped_json(&document), "[\n  \"a\\u009b\\u202eé\"\n]");
    }
}
