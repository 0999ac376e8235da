//! The comments and string literals of a Rust file.

use super::Prose;

/// Reads a file that compiles; of another one, some words may be missing.
pub(super) fn read(text: &str, prose: &mut Prose) {
    let mut source = Source { rest: text, line: 1 };
    let mut last_comment = 0;
    while let Some(first) = source.rest.chars().next() {
        if source.rest.starts_with("//") {
            let comment = source.take(source.rest.find('\n').unwrap_or(source.rest.len()));
            // Comments on neighbouring lines are one text.
            if source.line != last_comment + 1 {
                prose.end(source.line);
            }
            last_comment = source.line;
            prose.add(comment.trim_start_matches(['/', '!']), source.line);
        } else if first == '"' {
            literal(&mut source, prose);
        } else if let Some(hashes) = raw_string(source.rest) {
            raw_literal(hashes, &mut source, prose);
        } else if first == '\'' {
            let length = character(source.rest);
            source.take(length);
        } else if first.is_alphanumeric() || first == '_' {
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            source.take(source.rest.find(|c| !is_part(c)).unwrap_or(source.rest.len()));
        } else {
            source.take(first.len_utf8());
        }
    }
}

/// The text that has not been read yet, and the line of its first character.
struct Source<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Source<'a> {
    /// Takes this many bytes from the front.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        self.line += taken.matches('\n').count();
        taken
    }
}

/// The length of a literal that is a name, such as a key or a word of the command line, and not prose.
fn name(text: &str) -> Option<usize> {
    let end = text[1..].find(|c: char| !(c.is_ascii_lowercase() || c == '_' || c == '-'))? + 1;
    text[end..].starts_with('"').then_some(end + 1)
}

/// A literal with escapes. An escaped end of line continues the sentence; `\n` ends it.
fn literal(source: &mut Source<'_>, prose: &mut Prose) {
    prose.end(source.line);
    if let Some(length) = name(source.rest) {
        source.take(length);
        return;
    }
    source.take(1);
    loop {
        let end = source.rest.find(['"', '\\', '\n']).unwrap_or(source.rest.len());
        let line = source.line;
        prose.add(source.take(end), line);
        match source.rest.as_bytes() {
            [] => return,
            [b'"', ..] => {
                source.take(1);
                return prose.end(source.line);
            }
            [b'\\', escaped, ..] => {
                if *escaped == b'n' {
                    prose.end(source.line);
                }
                let escaped = source.rest[1..].chars().next().map_or(0, char::len_utf8);
                source.take(1 + escaped);
            }
            _ => {
                source.take(1);
            }
        }
    }
}

/// How many `#` a raw string has that begins here.
fn raw_string(text: &str) -> Option<usize> {
    let text = text.strip_prefix('b').unwrap_or(text).strip_prefix('r')?;
    let hashes = text.len() - text.trim_start_matches('#').len();
    text[hashes..].starts_with('"').then_some(hashes)
}

fn raw_literal(hashes: usize, source: &mut Source<'_>, prose: &mut Prose) {
    prose.end(source.line);
    let begin = source.rest.find('"').map_or(source.rest.len(), |at| at + 1);
    source.take(begin);
    let end = format!("\"{}", "#".repeat(hashes));
    let length = source.rest.find(&end).unwrap_or(source.rest.len());
    for (number, line) in (source.line..).zip(source.rest[..length].lines()) {
        prose.add(line, number);
        if line.is_empty() {
            prose.end(number);
        }
    }
    source.take((length + end.len()).min(source.rest.len()));
    prose.end(source.line);
}

/// The length of a character literal, or 1 for the quote of a lifetime.
fn character(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => text.get(3..).and_then(|rest| rest.find('\'')).map_or(1, |at| 3 + at + 1),
        Some(_) => match characters.next() {
            Some((at, '\'')) => at + 1,
            _ => 1,
        },
        None => 1,
    }
}
