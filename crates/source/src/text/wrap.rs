//! Lines of a changelog, wrapped as `textwrap.wrap` of Python 3.11 wraps them: first fit, at 80 code points.

use super::letters::{is_letter, is_word};
use super::lines::is_space;

/// How wide a line of the changelog is.
const WIDTH: usize = 80;

/// How far tabs reach.
const TAB: usize = 8;

/// The lines of an item of a changelog entry: the first begins with `- `, the others with two spaces. An item of
/// nothing but white space has no lines.
pub fn wrap_item(item: &str) -> Vec<String> {
    let text: Vec<char> = expand_tabs(item).map(|c| if is_break(c) { ' ' } else { c }).collect();
    let mut chunks = chunks(&text);
    chunks.reverse();
    let mut lines: Vec<String> = Vec::new();
    while !chunks.is_empty() {
        let indent = if lines.is_empty() { "- " } else { "  " };
        let width = WIDTH - indent.len();
        if !lines.is_empty() && chunks.last().is_some_and(|chunk| is_blank(chunk)) {
            chunks.pop();
        }
        let mut line: Vec<Vec<char>> = Vec::new();
        let mut length = 0;
        while let Some(chunk) = chunks.pop_if(|chunk| length + chunk.len() <= width) {
            length += chunk.len();
            line.push(chunk);
        }
        if let Some(chunk) = chunks.last_mut().filter(|chunk| chunk.len() > width) {
            let rest = chunk.split_off(cut(chunk, width - length));
            line.push(std::mem::replace(chunk, rest));
        }
        line.pop_if(|last| is_blank(last));
        if !line.is_empty() {
            lines.push(indent.chars().chain(line.into_iter().flatten()).collect());
        }
    }
    lines
}

/// White space between words: all of ASCII's.
fn is_break(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ')
}

fn is_blank(chunk: &[char]) -> bool {
    chunk.iter().copied().all(is_space)
}

/// Where a word that is longer than the line is cut: after its last hyphen that fits, else at the edge.
fn cut(chunk: &[char], space: usize) -> usize {
    let fits = &chunk[..space.min(chunk.len())];
    match fits.iter().rposition(|&c| c == '-') {
        Some(hyphen) if hyphen > 0 && chunk[..hyphen].iter().any(|&c| c != '-') => hyphen + 1,
        _ => fits.len(),
    }
}

/// The characters of a text with tabs as the spaces up to the next multiple of eight.
fn expand_tabs(text: &str) -> impl Iterator<Item = char> {
    let mut column = 0;
    text.chars().flat_map(move |character| {
        let (shown, count) = match character {
            '\t' => (' ', TAB - column % TAB),
            other => (other, 1),
        };
        column = if matches!(character, '\n' | '\r') { 0 } else { column + count };
        std::iter::repeat_n(shown, count)
    })
}

/// The pieces between which a line may end: runs of spaces, words, parts of words at hyphens, runs of hyphens.
fn chunks(text: &[char]) -> Vec<Vec<char>> {
    let mut chunks = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = chunk_end(text, at);
        chunks.push(text[at..end].to_vec());
        at = end;
    }
    chunks
}

/// Where the piece ends that begins at `start`.
fn chunk_end(text: &[char], start: usize) -> usize {
    if is_break(text[start]) {
        return run_end(text, start, is_break);
    }
    if is_dash(text, start) {
        return run_end(text, start, |c| c == '-');
    }
    for at in start + 1..text.len() {
        if text[at] == '-' && is_hyphen(text, at) {
            return at + 1;
        }
        if is_break(text[at]) || is_dash(text, at) {
            return at;
        }
    }
    text.len()
}

fn run_end(text: &[char], start: usize, belongs: fn(char) -> bool) -> usize {
    text[start..].iter().position(|&c| !belongs(c)).map_or(text.len(), |length| start + length)
}

/// Whether two or more hyphens begin here, after a character that ends a word and before one that begins a word.
fn is_dash(text: &[char], at: usize) -> bool {
    let end = run_end(text, at, |c| c == '-');
    let after_word = at > 0 && ends_word(text[at - 1]);
    end - at >= 2 && after_word && text.get(end).is_some_and(|&c| is_word(c))
}

/// Whether a line may be broken after the hyphen at this place.
fn is_hyphen(text: &[char], at: usize) -> bool {
    let back = |distance: usize| at.checked_sub(distance).map(|place| text[place]);
    let ahead = |distance: usize| text.get(at + distance).copied();
    let letter = |character: Option<char>| character.is_some_and(is_letter);
    let after_letters = letter(back(2)) && letter(back(1));
    let after_part = letter(back(3)) && back(2) == Some('-') && back(1).is_some_and(ends_word);
    let before_letters = letter(ahead(2)) || (ahead(2) == Some('-') && letter(ahead(3)));
    (after_letters || after_part) && letter(ahead(1)) && before_letters
}

/// A character of a word, or of the punctuation that may follow one directly.
fn ends_word(character: char) -> bool {
    is_word(character) || matches!(character, '!' | '"' | '\'' | '&' | '.' | ',' | '?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_item_is_one_line_and_an_empty_one_none() {
        assert_eq!(wrap_item("Debrand"), ["- Debrand"]);
        assert!(wrap_item("").is_empty());
        assert!(wrap_item("  ").is_empty());
    }

    #[test]
    fn spaces_at_the_very_beginning_stay_and_runs_inside_a_line_too() {
        assert_eq!(wrap_item("  a  b "), ["-   a  b"]);
        assert_eq!(wrap_item("a\tb"), ["- a       b"]);
    }

    #[test]
    fn words_break_after_hyphens_between_letters_only() {
        let lead = "x".repeat(70);
        assert_eq!(wrap_item(&format!("{lead} word-word")), [format!("- {lead} word-"), "  word".into()]);
        assert_eq!(wrap_item(&format!("{lead} x86-64bits")), [format!("- {lead}"), "  x86-64bits".into()]);
        assert_eq!(wrap_item(&format!("{lead} e-mailing")), [format!("- {lead}"), "  e-mailing".into()]);
    }

    #[test]
    fn a_word_longer_than_a_line_is_cut() {
        let word = "y".repeat(100);
        assert_eq!(wrap_item(&word), [format!("- {}", &word[..78]), format!("  {}", &word[78..])]);
    }
}
