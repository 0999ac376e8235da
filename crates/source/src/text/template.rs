//! What a match of a pattern is replaced with: a template of Python's `re.sub`.

use super::pattern::PatternError;

/// The groups of a pattern, by number from 1 and by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    names: Vec<Option<String>>,
}

impl Groups {
    pub(crate) fn add(&mut self, name: Option<String>) {
        self.names.push(name);
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// The number of the group of this name.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known.as_deref() == Some(name)).map(|place| place + 1)
    }
}

/// A template, ready to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Group(usize),
}

impl Template {
    /// Reads a template for a pattern with these groups.
    pub fn parse(source: &str, groups: &Groups) -> Result<Self, PatternError> {
        let source: Vec<char> = source.chars().collect();
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut at = 0;
        while let Some(&character) = source.get(at) {
            if character != '\\' {
                text.push(character);
                at += 1;
                continue;
            }
            let (meaning, end) = escape(&source, at, groups)?;
            match meaning {
                Meaning::Text(meant) => text.push_str(&meant),
                Meaning::Group(number) => {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                    pieces.push(Piece::Group(number));
                }
            }
            at = end;
        }
        pieces.push(Piece::Text(text));
        pieces.retain(|piece| *piece != Piece::Text(String::new()));
        Ok(Self { pieces })
    }

    /// Writes what a match is replaced with. A group that took no part in the match is empty.
    pub fn write<'t>(&self, target: &mut String, group: impl Fn(usize) -> Option<&'t str>) {
        for piece in &self.pieces {
            target.push_str(match piece {
                Piece::Text(text) => text,
                Piece::Group(number) => group(*number).unwrap_or_default(),
            });
        }
    }
}

enum Meaning {
    Text(String),
    Group(usize),
}

/// What the escape sequence at this place means, and the place after it.
fn escape(source: &[char], at: usize, groups: &Groups) -> Result<(Meaning, usize), PatternError> {
    let error = |message: String| PatternError::new(at, message);
    let Some(&letter) = source.get(at + 1) else {
        return Err(error("the replacement ends with a backslash".into()));
    };
    let text = |character: char| Ok((Meaning::Text(character.into()), at + 2));
    match letter {
        'a' => text('\u{7}'),
        'b' => text('\u{8}'),
        'f' => text('\u{c}'),
        'n' => text('\n'),
        'r' => text('\r'),
        't' => text('\t'),
        'v' => text('\u{b}'),
        '\\' => text('\\'),
        'g' => named(source, at, groups),
        '0'..='9' => numbered(source, at, groups),
        letter if letter.is_ascii_alphabetic() => {
            Err(error(format!("`\\{letter}` is not an escape sequence of a replacement")))
        }
        other => Ok((Meaning::Text(format!("\\{other}")), at + 2)),
    }
}

/// `\g<1>`, `\g<name>`.
fn named(source: &[char], at: usize, groups: &Groups) -> Result<(Meaning, usize), PatternError> {
    let error = |message: String| PatternError::new(at, message);
    let rest = source.get(at + 2..).unwrap_or_default();
    let end = rest.iter().position(|&c| c == '>').filter(|_| rest.first() == Some(&'<'));
    let end = end.ok_or_else(|| error("write a group as `\\g<1>` or `\\g<name>`".into()))?;
    let name: String = rest[1..end].iter().collect();
    let number = match name.parse::<usize>() {
        Ok(number) => Some(number).filter(|&number| number <= groups.count()),
        Err(_) => groups.number(&name),
    };
    match number {
        Some(number) => Ok((Meaning::Group(number), at + 2 + end + 1)),
        None => Err(error(format!("the pattern has no group `{name}`"))),
    }
}

/// `\1`, `\12`, and the octal numbers `\0`, `\07`, `\101`.
fn numbered(source: &[char], at: usize, groups: &Groups) -> Result<(Meaning, usize), PatternError> {
    let error = |message: String| PatternError::new(at, message);
    let octal = |place: usize| source.get(place).and_then(|c| c.to_digit(8));
    let digit = |place: usize| source.get(place).and_then(|c| c.to_digit(10));
    let first = digit(at + 1).unwrap_or_default();
    let octal_length = match (octal(at + 1), octal(at + 2), octal(at + 3)) {
        (Some(0), Some(_), None) => 2,
        (Some(0), None, _) => 1,
        (Some(_), Some(_), Some(_)) => 3,
        _ => 0,
    };
    if octal_length > 0 {
        let value = (0..octal_length)
            .filter_map(|offset| octal(at + 1 + offset))
            .fold(0, |value, digit| value * 8 + digit);
        let character = char::from_u32(value).filter(|_| value <= 0o377);
        let character = character.ok_or_else(|| error(format!("`\\{value:o}` is above `\\377`")))?;
        return Ok((Meaning::Text(character.into()), at + 1 + octal_length));
    }
    let (number, end) = match digit(at + 2) {
        Some(second) => (first * 10 + second, at + 3),
        None => (first, at + 2),
    };
    let number = number as usize;
    if number > groups.count() {
        return Err(error(format!("the pattern has no group {number}")));
    }
    Ok((Meaning::Group(number), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(source: &str) -> String {
        let mut groups = Groups::default();
        groups.add(Some("name".into()));
        let mut text = String::new();
        let template = Template::parse(source, &groups).unwrap();
        template.write(&mut text, |group| Some(if group == 0 { "WHOLE" } else { "ONE" }));
        text
    }

    #[test]
    fn groups_and_escapes_are_filled_in_and_a_dollar_means_nothing() {
        assert_eq!(filled(r"\1-\g<1>-\g<name>-\g<0>"), "ONE-ONE-ONE-WHOLE");
        assert_eq!(filled(r"a\nb\\c\.d$1\101\0"), "a\nb\\c\\.d$1A\0");
    }

    #[test]
    fn unknown_escapes_and_groups_are_errors() {
        for source in [r"\q", r"\2", r"\g<x>", r"\g<2>", r"\g1", r"\", r"\777"] {
            assert!(Template::parse(source, &Groups::default()).is_err(), "{source}");
        }
    }
}
