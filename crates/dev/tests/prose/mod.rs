//! The prose of a file, word by word, with the line of each word.
//!
//! Prose is the text of a document outside code, the comments and string literals of a Rust file, and the values of a
//! Fluent file. A [`Word`] is lower case and has no punctuation around it; a comma is a word of its own. A [`BREAK`]
//! separates words of different sentences, paragraphs or literals, so that no phrase spans them.

mod rust;

/// A word, and the line it is on, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// The text of the word that ends a sentence.
const BREAK: &str = "";

/// The text of the word that follows a word with a comma.
const COMMA: &str = ",";

/// The text of the word that replaces code between backquotes, and placeholders.
const CODE: &str = "`";

/// The words of a file, which are read as the extension of its name says. `None` if the file has no prose to check.
pub(crate) fn words(path: &str, text: &str) -> Option<Vec<Word>> {
    let (_, extension) = path.rsplit_once('.')?;
    let mut prose = Prose::default();
    match extension {
        "rs" => rust::read(text, &mut prose),
        "md" => markdown(text, &mut prose),
        "ftl" => fluent(text, &mut prose),
        "toml" | "yml" => comments(text, &mut prose),
        _ => return None,
    }
    Some(prose.words)
}

/// The words read so far.
#[derive(Debug, Default)]
pub(crate) struct Prose {
    words: Vec<Word>,
    /// The last backquote began code that has not ended yet.
    in_code: bool,
}

impl Prose {
    /// Adds the words of a piece of one line.
    fn add(&mut self, piece: &str, line: usize) {
        for (index, part) in piece.split('`').enumerate() {
            if index > 0 {
                self.in_code = !self.in_code;
            }
            if self.in_code {
                self.push(CODE, line);
                continue;
            }
            for token in part.split_whitespace() {
                // A placeholder: `{count}` in a message, `{ $count }` in Fluent.
                if token.contains(['{', '}', '$']) {
                    self.push(CODE, line);
                    continue;
                }
                let word = token.trim_matches(|c: char| !c.is_alphanumeric());
                let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
                self.push(&word.to_lowercase(), line);
                if token.ends_with(',') {
                    self.push(COMMA, line);
                } else if token.ends_with(['.', ':', ';', '?', '!']) {
                    self.push(BREAK, line);
                }
            }
        }
    }

    /// Ends a paragraph or a literal.
    fn end(&mut self, line: usize) {
        self.in_code = false;
        self.push(BREAK, line);
    }

    fn push(&mut self, text: &str, line: usize) {
        self.words.push(Word { text: text.to_owned(), line });
    }
}

/// Every line outside fenced code. Rows of a table and items of a list are paragraphs of their own.
fn markdown(text: &str, prose: &mut Prose) {
    let mut is_fenced = false;
    for (number, line) in (1..).zip(text.lines()) {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") {
            is_fenced = !is_fenced;
            prose.end(number);
        } else if !is_fenced && trimmed.starts_with('|') {
            for cell in trimmed.split('|') {
                prose.add(cell, number);
                prose.end(number);
            }
        } else if !is_fenced {
            if trimmed.is_empty() || trimmed.starts_with(['#', '-']) {
                prose.end(number);
            }
            prose.add(line, number);
        }
    }
}

/// The values of the messages, and the comments.
fn fluent(text: &str, prose: &mut Prose) {
    for (number, line) in (1..).zip(text.lines()) {
        let value = match line.split_once(" = ") {
            Some((key, value)) if !key.contains(' ') => value,
            _ => line,
        };
        if value.len() < line.len() {
            prose.end(number);
        }
        prose.add(value, number);
    }
}

/// Everything after `#`.
fn comments(text: &str, prose: &mut Prose) {
    for (number, line) in (1..).zip(text.lines()) {
        match line.split_once('#') {
            Some((_, comment)) => prose.add(comment, number),
            None => prose.end(number),
        }
    }
}
