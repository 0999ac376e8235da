//! What the parser complains about, in words for people who do not write YAML every day.

use granit_parser::ErrorKind;

/// Where a problem is, and the words for it: where the parser stopped at `at` is often behind what is wrong.
pub(super) fn explained(kind: &ErrorKind, text: &str, at: usize) -> (usize, String) {
    let line = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    if let Some(tab) = tab(kind, text, line) {
        return (tab, "a tab stands here; indent with blanks".into());
    }
    if let Some((place, words)) = glued(text, line) {
        return (place, words);
    }
    if let Some((place, open)) = unclosed(text, at).filter(|(place, _)| *place < line) {
        return (place, format!("this `{open}` is never closed"));
    }
    (at, words(kind))
}

/// A tab in the indentation of a line; the parser may have stopped at the end of the line before.
fn tab(kind: &ErrorKind, text: &str, line: usize) -> Option<usize> {
    use ErrorKind as E;
    let is_tab = matches!(
        kind,
        E::TabNotAllowed
            | E::TabInBlockIndentation
            | E::TabInIndentation
            | E::TabAtBlockScalarStart
            | E::TabInPlainScalar
    );
    let mut start = line;
    for line in text.get(line..)?.split_inclusive('\n').take(if is_tab { 2 } else { 1 }) {
        let indentation = line.find(|c| c != ' ' && c != '\t').unwrap_or(line.len());
        if let Some(tab) = line.get(..indentation).and_then(|indentation| indentation.find('\t')) {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

/// A key whose colon has no blank behind it, in a line or in the one before: a text to YAML, which goes on until
/// something does not fit.
fn glued(text: &str, line: usize) -> Option<(usize, String)> {
    let before =
        text.get(..line.saturating_sub(1)).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    [line, before].into_iter().find_map(|start| {
        let line = text.get(start..)?.lines().next()?;
        let (key, value) = line.split_once(':')?;
        let word = key.trim_start().trim_start_matches("- ").trim_start();
        let is_word =
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let first = value.chars().next()?;
        // The colon of a URL has slashes behind it, and one with a blank behind it is a key.
        if !is_word || matches!(first, ' ' | '\t' | '/' | '\r') || value.contains(": ") {
            return None;
        }
        let words = match first {
            '\u{a0}' => "a no-break space stands behind the colon, and YAML wants a plain blank".to_owned(),
            _ => format!("a blank is missing behind the colon: write `{word}: …`"),
        };
        Some((start + key.len() + 1, words))
    })
}

/// The last bracket before a place that is open there.
fn unclosed(text: &str, at: usize) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let (mut quote, mut comment, mut before) = (None, false, '\n');
    // What a value begins behind; a quotation mark or a bracket in the midst of a word is none.
    let mut begins = true;
    for (place, character) in text.get(..at)?.char_indices() {
        if comment {
            comment = character != '\n';
        } else if let Some(mark) = quote {
            quote = (character != mark || before == '\\').then_some(mark);
        } else {
            match character {
                '#' if before.is_whitespace() => comment = true,
                '"' | '\'' if begins => quote = Some(character),
                '[' | '{' if begins => open.push((place, character)),
                ']' | '}' => _ = open.pop(),
                _ => {}
            }
        }
        begins = match character {
            ':' | '-' | '[' | '{' | '\n' => true,
            ',' => !open.is_empty(),
            blank if blank.is_whitespace() => begins,
            _ => false,
        };
        before = character;
    }
    open.pop()
}

/// The words for a problem.
fn words(kind: &ErrorKind) -> String {
    use ErrorKind as E;
    let plain = match kind {
        E::TabNotAllowed | E::TabInBlockIndentation | E::TabInIndentation | E::TabAtBlockScalarStart => {
            "a tab stands here; indent with blanks"
        }
        E::TabInPlainScalar => "a tab stands in this value; write a blank, or put the value in quotes",
        E::UnexpectedEofFlowSequence => "a `[` is never closed: write `]` behind the last value",
        E::UnexpectedEofFlowMapping | E::UnexpectedEofImplicitFlowMapping => {
            "a `{` is never closed: write `}` behind the last value"
        }
        E::UnclosedFlowCollection { open } => return format!("this `{open}` is never closed"),
        E::MismatchedFlowCollectionEnd { open, close } => {
            return format!("a `{open}` is closed with `{close}`");
        }
        E::MisplacedFlowCollectionEnd => {
            "this bracket closes nothing; put the value in quotes if it belongs to it"
        }
        E::ExpectedFlowMappingSeparator => "a comma or `}` is missing before this",
        E::ExpectedFlowSequenceSeparator => "a comma or `]` is missing before this",
        E::UnclosedQuotedScalar => "a quotation mark opens here or before, and no second one closes it",
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            "something follows the closing quotation mark; quotes go around the whole value"
        }
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape
        | E::InvalidLowSurrogate
        | E::InvalidLowSurrogateHexEscape
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate => {
            "a backslash in double quotes begins an escape, and this is none; use single quotes for a plain backslash"
        }
        E::SimpleKeyExpected | E::InvalidSimpleKey => {
            "this line is neither `key: value` nor an item `- value`; is a colon missing, or the blank behind it?"
        }
        E::ExpectedBlockMappingKey | E::MappingKeyNotAllowed | E::InvalidIndentation => {
            "the indentation does not fit: the keys of a group begin in one column"
        }
        E::ExpectedBlockSequenceEntry
        | E::BlockSequenceEntryNotAllowed
        | E::BlockEntryInFlowCollection
        | E::InvalidBlockEntryWhitespace => {
            "a list item does not fit here: every `- item` stands on a line of its own, all in one column"
        }
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::InvalidMappingValueWhitespace => {
            "a colon does not fit here: check the indentation, and put a value that holds `: ` in quotes"
        }
        E::UnknownAnchor => {
            "`*` begins a reference to an anchor, and there is none of this name; put the value in quotes"
        }
        E::MissingAnchorOrAliasName => "`&` and `*` begin names of anchors; put the value in quotes",
        E::UnexpectedCharacter { character } if character.is_control() => {
            return format!("the control character U+{:04X} stands here: remove it", u32::from(*character));
        }
        E::UnexpectedCharacter { character: '`' } => {
            "a value cannot begin with a back tick; put it in quotes"
        }
        E::UnexpectedCharacter { character } => {
            return format!("a value cannot begin with `{}`; put it in quotes", character.escape_default());
        }
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent | E::InvalidBlockScalarIndent => {
            "`|` and `>` begin a text of several lines, which stands below; put a value of one line in quotes"
        }
        E::RecursionLimitExceeded => "values are nested too deeply",
        E::CommentNotSeparated => "a comment begins with a blank and `#`",
        E::InvalidQuotedScalarIndent | E::InvalidFlowScalarIndent => {
            "the value goes on in this line, which must be indented more than its key"
        }
        E::DocumentIndicatorInQuotedScalar => "a quotation mark is still open where `---` or `...` stands",
        other => return format!("this is not valid YAML: {}", other.to_string().replace('\n', " ")),
    };
    plain.into()
}

/// Where a version control system left two versions of a file in one.
pub(super) fn conflict(text: &str) -> Option<usize> {
    let marks = ["<<<<<<< ", "======= ", ">>>>>>> "];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if marks.iter().any(|mark| line.starts_with(mark)) || line.trim_end() == "=======" {
            return Some(start);
        }
        start += line.len();
    }
    None
}
