//! The problems that the parser finds, in words for people who do not write YAML every day.

use granit_parser::ErrorKind;

/// The place of a problem and the words for it. The parser stopped at `at`, which is often after the mistake.
pub(super) fn explained(kind: &ErrorKind, text: &str, at: usize) -> (usize, String) {
    let line = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    if let Some(tab) = tab(kind, text, line) {
        return (tab, "there is a tab here: indent with spaces".into());
    }
    if let Some((place, words)) = glued(text, line) {
        return (place, words);
    }
    if let Some((place, open)) = unclosed(text, at).filter(|(place, _)| *place < line) {
        return (place, format!("this `{open}` is never closed"));
    }
    (at, words(kind))
}

/// A tab in the indentation of a line; the parser may have stopped at the end of the previous line.
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

/// A key whose colon has no space after it, in a line or in the previous one. To YAML that is a text, which
/// continues until something does not fit.
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
        // After the colon of a URL there are slashes; a colon with a space after it ends a key.
        if !is_word || matches!(first, ' ' | '\t' | '/' | '\r') || value.contains(": ") {
            return None;
        }
        let words = match first {
            '\u{a0}' => "there is a no-break space after the colon: write a plain space".to_owned(),
            _ => format!("add a space after the colon: `{word}: …`"),
        };
        Some((start + key.len() + 1, words))
    })
}

/// The last bracket that is open at a place.
fn unclosed(text: &str, at: usize) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let (mut quote, mut comment, mut before) = (None, false, '\n');
    // Whether a value may begin here: a quotation mark or a bracket inside a word opens nothing.
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
            space if space.is_whitespace() => begins,
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
            "there is a tab here: indent with spaces"
        }
        E::TabInPlainScalar => "there is a tab in this value: write a space, or put the value in quotes",
        E::UnexpectedEofFlowSequence => "a `[` is never closed: write `]` after the last value",
        E::UnexpectedEofFlowMapping | E::UnexpectedEofImplicitFlowMapping => {
            "a `{` is never closed: write `}` after the last value"
        }
        E::UnclosedFlowCollection { open } => return format!("this `{open}` is never closed"),
        E::MismatchedFlowCollectionEnd { open, close } => {
            return format!("a `{open}` is closed with `{close}`");
        }
        E::MisplacedFlowCollectionEnd => {
            "this bracket closes nothing: remove it, or put the value in quotes if it is part of it"
        }
        E::ExpectedFlowMappingSeparator => "a comma or `}` is missing in front of this",
        E::ExpectedFlowSequenceSeparator => "a comma or `]` is missing in front of this",
        E::UnclosedQuotedScalar => "a quotation mark that opens here or earlier is never closed",
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            "there is text after the closing quotation mark: put quotes around the whole value"
        }
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape
        | E::InvalidLowSurrogate
        | E::InvalidLowSurrogateHexEscape
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate => {
            "this is not an escape, which a backslash in double quotes begins: use single quotes for a plain backslash"
        }
        E::SimpleKeyExpected | E::InvalidSimpleKey => {
            "this line is neither `key: value` nor an item `- value`: is a colon missing, or the space after it?"
        }
        E::ExpectedBlockMappingKey | E::MappingKeyNotAllowed | E::InvalidIndentation => {
            "the indentation does not fit: all keys of a group begin in the same column"
        }
        E::ExpectedBlockSequenceEntry
        | E::BlockSequenceEntryNotAllowed
        | E::BlockEntryInFlowCollection
        | E::InvalidBlockEntryWhitespace => {
            "a list item does not fit here: write each `- item` on its own line, all in the same column"
        }
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::InvalidMappingValueWhitespace => {
            "a colon does not fit here: check the indentation, and put a value that contains `: ` in quotes"
        }
        E::UnknownAnchor => {
            "`*` begins a reference to an anchor, and no anchor has this name: put the value in quotes"
        }
        E::MissingAnchorOrAliasName => "`&` and `*` begin names of anchors: put the value in quotes",
        E::UnexpectedCharacter { character } if character.is_control() => {
            return format!("there is a control character U+{:04X} here: remove it", u32::from(*character));
        }
        E::UnexpectedCharacter { character: '`' } => "a value cannot begin with a backtick: put it in quotes",
        E::UnexpectedCharacter { character } => {
            return format!("a value cannot begin with `{}`: put it in quotes", character.escape_default());
        }
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent | E::InvalidBlockScalarIndent => {
            "`|` and `>` begin a text of several lines on the next line: put a value of one line in quotes"
        }
        E::RecursionLimitExceeded => "values are nested too deeply",
        E::CommentNotSeparated => "a comment begins with a space and `#`",
        E::InvalidQuotedScalarIndent | E::InvalidFlowScalarIndent => {
            "the value continues on this line: indent it more than its key"
        }
        E::DocumentIndicatorInQuotedScalar => "a quotation mark is still open at this `---` or `...`",
        other => return format!("this is not valid YAML: {}", other.to_string().replace('\n', " ")),
    };
    plain.into()
}

/// The conflict marker that a version control system left in a text.
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
