use super::PatternError;

/// What an escape sequence means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// A character.
    Literal(char),
    /// A class of characters, by its letter: one of `dDsSwW`.
    Class(char),
    /// The empty place at a word edge, a place that is not one, the beginning and the end: one of `bBAZ`.
    Edge(char),
    /// What a group matched.
    Group(usize),
}

/// Reads the escape sequence whose backslash is at `at`, and returns the place after it.
pub(super) fn escape(source: &[char], at: usize, in_class: bool) -> Result<(Escape, usize), PatternError> {
    let error = |message: &str| PatternError::new(at, message);
    let Some(&letter) = source.get(at + 1) else {
        return Err(error("the pattern ends with a backslash"));
    };
    let next = at + 2;
    let literal = |character| Ok((Escape::Literal(character), next));
    match letter {
        'a' => literal('\u{7}'),
        'f' => literal('\u{c}'),
        'n' => literal('\n'),
        'r' => literal('\r'),
        't' => literal('\t'),
        'v' => literal('\u{b}'),
        'b' if in_class => literal('\u{8}'),
        'd' | 'D' | 's' | 'S' | 'w' | 'W' => Ok((Escape::Class(letter), next)),
        'b' | 'B' | 'A' | 'Z' if !in_class => Ok((Escape::Edge(letter), next)),
        'x' => coded(source, at, 2),
        'u' => coded(source, at, 4),
        'U' => coded(source, at, 8),
        '0'..='9' => digits(source, at, in_class),
        letter if letter.is_ascii_alphabetic() => {
            Err(error(&format!("`\\{letter}` is not an escape sequence of Python")))
        }
        other => literal(other),
    }
}

/// A character by its hexadecimal number of this many digits.
fn coded(source: &[char], at: usize, digits: usize) -> Result<(Escape, usize), PatternError> {
    let end = at + 2 + digits;
    let number: Option<String> = source.get(at + 2..end).map(|digits| digits.iter().collect());
    let is_hex = |number: &String| number.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = number.filter(is_hex).and_then(|number| u32::from_str_radix(&number, 16).ok());
    match number.and_then(char::from_u32) {
        Some(character) => Ok((Escape::Literal(character), end)),
        None => {
            Err(PatternError::new(at, format!("`\\{}` wants {digits} hexadecimal digits", source[at + 1])))
        }
    }
}

/// An octal number, or the number of a group.
fn digits(source: &[char], at: usize, in_class: bool) -> Result<(Escape, usize), PatternError> {
    let digit = |place: usize| source.get(place).and_then(|c| c.to_digit(10));
    let octal = |place: usize| source.get(place).and_then(|c| c.to_digit(8));
    let first = digit(at + 1).unwrap_or_default();
    let (second, third) = (octal(at + 2), octal(at + 3));
    if first == 0 || in_class {
        let mut value = octal(at + 1).ok_or_else(|| not_octal(at, first))?;
        let mut end = at + 2;
        while let Some(digit) = octal(end).filter(|_| end < at + 4) {
            value = value * 8 + digit;
            end += 1;
        }
        return octal_literal(at, value).map(|literal| (literal, end));
    }
    if let (Some(second), Some(third)) = (second, third)
        && first < 8
    {
        return octal_literal(at, first * 64 + second * 8 + third).map(|literal| (literal, at + 4));
    }
    let (number, end) = match digit(at + 2) {
        Some(second) => (first * 10 + second, at + 3),
        None => (first, at + 2),
    };
    Ok((Escape::Group(number as usize), end))
}

fn not_octal(at: usize, digit: u32) -> PatternError {
    PatternError::new(at, format!("`\\{digit}` is not an escape sequence of Python"))
}

fn octal_literal(at: usize, value: u32) -> Result<Escape, PatternError> {
    match char::from_u32(value).filter(|_| value <= 0o377) {
        Some(character) => Ok(Escape::Literal(character)),
        None => Err(PatternError::new(at, format!("`\\{value:o}` is above `\\377`"))),
    }
}
