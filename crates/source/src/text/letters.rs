//! The classes of characters that Python's `\w` and `\d` are made of.

use std::sync::LazyLock;

use fancy_regex::Regex;

static WORD: LazyLock<Regex> = LazyLock::new(|| class(r"^[\p{L}\p{N}_]$"));
static DIGIT: LazyLock<Regex> = LazyLock::new(|| class(r"^\p{Nd}$"));

fn class(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that a test compiles")
}

/// What `\w` matches: letters, numbers and `_`.
pub(super) fn is_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    is_in(&WORD, character)
}

/// What `[^\W\d]` matches: a character of a word that is not a decimal digit.
pub(super) fn is_letter(character: char) -> bool {
    is_word(character) && !(character.is_ascii_digit() || !character.is_ascii() && is_in(&DIGIT, character))
}

fn is_in(class: &Regex, character: char) -> bool {
    class.is_match(character.encode_utf8(&mut [0; 4])).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_of_letters_numbers_and_underscores() {
        assert!(['a', '_', '9', 'é', '½', 'А'].into_iter().all(is_word));
        assert!(['-', ' ', '\u{301}', '\u{a0}'].into_iter().all(|c| !is_word(c)));
        assert!(is_letter('_') && is_letter('½') && !is_letter('7') && !is_letter('٣'));
    }
}
