use super::PatternError;
use super::escape::{Escape, escape};

/// Letters, numbers and `_`, for use inside of brackets.
pub(super) const WORD: &str = r"\p{L}\p{N}_";
/// White space, with the four separators that Python counts as such.
pub(super) const SPACE: &str = r"\s\x1c-\x1f";
/// Decimal digits.
pub(super) const DIGIT: &str = r"\p{Nd}";

/// A class outside of brackets; `ascii` under the flag of that name.
pub(super) fn class_of(letter: char, ascii: bool) -> String {
    let negated = if letter.is_ascii_uppercase() { "^" } else { "" };
    format!("[{negated}{}]", inner(letter.to_ascii_lowercase(), ascii))
}

fn inner(letter: char, ascii: bool) -> &'static str {
    match (letter, ascii) {
        ('d', false) => DIGIT,
        ('d', true) => "0-9",
        ('s', false) => SPACE,
        ('s', true) => r" \t\n\r\x0b\x0c",
        (_, false) => WORD,
        (_, true) => "0-9A-Za-z_",
    }
}

/// Translates the set in brackets that begins at `at`, and returns the place after its end.
pub(super) fn set(source: &[char], at: usize, ascii: bool) -> Result<(String, usize), PatternError> {
    let mut set = String::from("[");
    let mut place = at + 1;
    if source.get(place) == Some(&'^') {
        set.push('^');
        place += 1;
    }
    let first = place;
    loop {
        match source.get(place) {
            None => return Err(PatternError::new(at, "a `[` is never closed")),
            Some(']') if place > first => break,
            Some(_) => {}
        }
        let (low, after) = member(source, place)?;
        let is_range =
            source.get(after) == Some(&'-') && source.get(after + 1).is_some_and(|&next| next != ']');
        if !is_range {
            match low {
                Escape::Class(letter) if letter.is_ascii_uppercase() => {
                    set.push_str(&class_of(letter, ascii));
                }
                Escape::Class(letter) => set.push_str(inner(letter, ascii)),
                Escape::Literal(character) => push_literal(&mut set, character),
                Escape::Edge(_) | Escape::Group(_) => {}
            }
            place = after;
            continue;
        }
        let (high, end) = member(source, after + 1)?;
        let range = |low, high| match (low, high) {
            (Escape::Literal(low), Escape::Literal(high)) if low <= high => Some((low, high)),
            _ => None,
        };
        let Some((low, high)) = range(low, high) else {
            let written: String = source[place..end].iter().collect();
            return Err(PatternError::new(place, format!("`{written}` is not a range of characters")));
        };
        push_literal(&mut set, low);
        set.push('-');
        push_literal(&mut set, high);
        place = end;
    }
    set.push(']');
    Ok((set, place + 1))
}

fn member(source: &[char], at: usize) -> Result<(Escape, usize), PatternError> {
    match source.get(at) {
        Some('\\') => escape(source, at, true),
        Some(&character) => Ok((Escape::Literal(character), at + 1)),
        None => Err(PatternError::new(at, "a `[` is never closed")),
    }
}

/// A character that means itself, in and outside of brackets.
pub(super) fn push_literal(pattern: &mut String, character: char) {
    match character {
        '\n' => pattern.push_str(r"\n"),
        c if c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii() => pattern.push(c),
        c => {
            let code = u32::from(c);
            pattern.push_str(r"\x");
            pattern
                .extend([code >> 4, code & 15].into_iter().filter_map(|digit| char::from_digit(digit, 16)));
        }
    }
}
