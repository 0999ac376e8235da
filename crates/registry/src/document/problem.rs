//! What the parser complains about, in words for people who do not write YAML every day.

use granit_parser::ErrorKind;

/// The words for a problem at a place; `rest` is the text from there.
pub(super) fn words(kind: &ErrorKind, rest: &str) -> String {
    use ErrorKind as E;
    if rest.starts_with('\t') {
        return "a tab stands here; indent with blanks".into();
    }
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
