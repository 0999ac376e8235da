//! Letters that look like others: Cyrillic and Greek ones in Latin words, spaces that do not break, and characters that
//! cannot be seen.

/// Letters of other scripts with the Latin letters that they look like.
const LOOKALIKES: &[(char, char)] = &[
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('У', 'Y'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('Ѕ', 'S'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('ԁ', 'd'),
    ('һ', 'h'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('ο', 'o'),
    ('ν', 'v'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('ρ', 'p'),
    ('α', 'a'),
    ('υ', 'u'),
];

/// What a character that looks like another was probably meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meant {
    /// This Latin letter.
    Latin(char),
    /// A plain space.
    Space,
    /// Nothing: it cannot be seen.
    Nothing,
}

/// What a character was probably meant to be. `None` for one that looks like no other.
pub(crate) fn meant(character: char) -> Option<Meant> {
    if let Some((_, latin)) = LOOKALIKES.iter().find(|(other, _)| *other == character) {
        return Some(Meant::Latin(*latin));
    }
    match character {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(Meant::Space),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}' => Some(Meant::Nothing),
        _ => None,
    }
}

/// The plain character for one that looks like it: Latin letters, straight quotes, hyphens and spaces.
pub(crate) fn meant_letters(character: char) -> char {
    match (meant(character), character) {
        (Some(Meant::Latin(latin)), _) => latin,
        (Some(Meant::Space), _) => ' ',
        (_, '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' | '`' | '\u{b4}') => '\'',
        (_, '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}') => '"',
        (_, '\u{2010}'..='\u{2015}' | '\u{2212}') => '-',
        (_, other) => other,
    }
}

/// The first character of a text that looks like another one where that is not meant: a letter of another script in a
/// Latin word, a space that does not break, or a character that cannot be seen. With its byte.
pub(crate) fn first_lookalike(text: &str) -> Option<(usize, char)> {
    let mut word_start = 0;
    for (at, character) in text.char_indices() {
        if !character.is_alphabetic() {
            if let Some(found) = in_word(text, word_start, at) {
                return Some(found);
            }
            word_start = at + character.len_utf8();
            if meant(character).is_some() {
                return Some((at, character));
            }
        }
    }
    in_word(text, word_start, text.len())
}

/// A Greek or Cyrillic letter in a word that has Latin ones.
fn in_word(text: &str, start: usize, end: usize) -> Option<(usize, char)> {
    let word = &text[start..end];
    let foreign = |c: char| matches!(c, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}');
    let has_latin = word.chars().any(|c| c.is_ascii_alphabetic());
    word.char_indices().find(|(_, c)| has_latin && foreign(*c)).map(|(at, c)| (start + at, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_letter_is_found_in_a_latin_word_only() {
        assert_eq!(first_lookalike("x Аdd AlmaLinux"), Some((2, 'А')));
        assert_eq!(first_lookalike("Привет and Ελλάδα"), None);
        assert_eq!(first_lookalike("a\u{a0}b"), Some((1, '\u{a0}')));
        assert_eq!(first_lookalike("a\u{200b}b"), Some((1, '\u{200b}')));
    }
}
