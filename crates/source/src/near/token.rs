use std::ops::Range;

/// A piece of a line: a number with dots, a run of letters, a run of `_`, or any other character that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    pub(super) is_number: bool,
    pub(super) range: Range<usize>,
}

impl Token<'_> {
    /// Whether two tokens count as equal in a score: one number is as good as another.
    pub(super) fn is_like(&self, other: &Token<'_>) -> bool {
        self.is_number && other.is_number || self.text == other.text
    }
}

/// The tokens of a text, without white space.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let at = text.len() - rest.len();
        let length = token_length(rest, first);
        if !first.is_whitespace() {
            let range = at..at + length;
            tokens.push(Token { text: &text[range.clone()], is_number: first.is_ascii_digit(), range });
        }
        rest = &rest[length..];
    }
    tokens
}

fn token_length(text: &str, first: char) -> usize {
    let run = |belongs: fn(char) -> bool| text.find(|c| !belongs(c)).unwrap_or(text.len());
    if first.is_ascii_digit() {
        let run = run(|c| c.is_ascii_digit() || c == '.');
        return text[..run].trim_end_matches('.').len();
    }
    match first {
        '_' => run(|c| c == '_'),
        c if c.is_alphabetic() => run(char::is_alphabetic),
        other => other.len_utf8(),
    }
}

/// The pieces of a text with its white space: tokens, and runs of white space between them.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for token in tokens(text) {
        if token.range.start > at {
            pieces.push(&text[at..token.range.start]);
        }
        at = token.range.end;
        pieces.push(token.text);
    }
    if at < text.len() {
        pieces.push(&text[at..]);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_letters_underscores_and_signs_are_tokens() {
        let texts: Vec<_> =
            tokens("Requires: shim_x64 >= 15.6-1.el9").into_iter().map(|token| token.text).collect();
        let expected = ["Requires", ":", "shim", "_", "x", "64", ">", "=", "15.6", "-", "1", ".", "el", "9"];
        assert_eq!(texts, expected);
        assert_eq!(pieces(" a  b").concat(), " a  b");
    }
}
