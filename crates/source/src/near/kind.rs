use super::score::common;
use super::token::{Token, tokens};
use crate::config::meant_letters;

/// How a place differs from the text that was searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Equal but for spaces and tabs.
    Blanks,
    /// Equal but for letters, quotes, dashes or spaces that look alike.
    Lookalike,
    /// Equal but for upper and lower case.
    Case,
    /// Equal but for numbers.
    Number,
    /// At most three words differ.
    Word,
    /// More differs.
    Similar,
    /// The same lines are in another order.
    Order,
    /// Lines are new.
    Inserted,
    /// Lines are gone.
    Removed,
    /// The text is in a comment.
    Comment,
    /// The text is a part of a longer line.
    Part,
    /// The replacement is in the file.
    Applied,
    /// The text is in the changelog.
    Changelog,
    /// The text is in another file.
    OtherFile,
    /// The text is in a file of the tests.
    Tests,
}

impl Kind {
    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Blanks => "blanks",
            Self::Lookalike => "lookalike",
            Self::Case => "case",
            Self::Number => "number",
            Self::Word => "word",
            Self::Similar => "similar",
            Self::Order => "order",
            Self::Inserted => "inserted",
            Self::Removed => "removed",
            Self::Comment => "comment",
            Self::Part => "part",
            Self::Applied => "applied",
            Self::Changelog => "changelog",
            Self::OtherFile => "other-file",
            Self::Tests => "tests",
        }
    }
}

/// How a line differs from the one that was searched; both without their indentation. `None` where they are equal.
pub(super) fn kind_of_line(wanted: &str, there: &str) -> Option<Kind> {
    if wanted == there {
        return None;
    }
    let plain = |text: &str| -> String { text.chars().map(meant_letters).collect() };
    let without_blanks =
        |text: &str| -> String { text.chars().filter(|c| !c.is_ascii_whitespace()).collect() };
    if plain(wanted) == plain(there) {
        return Some(Kind::Lookalike);
    }
    if without_blanks(wanted) == without_blanks(there) {
        return Some(Kind::Blanks);
    }
    if wanted.to_lowercase() == there.to_lowercase() {
        return Some(Kind::Case);
    }
    let (wanted, there) = (tokens(wanted), tokens(there));
    if wanted.len() == there.len() && wanted.iter().zip(&there).all(|(left, right)| left.is_like(right)) {
        return Some(Kind::Number);
    }
    let shared = common(&wanted, &there, |left: &Token<'_>, right| left.text == right.text);
    let differing = wanted.len().max(there.len()) - shared;
    Some(if differing <= 3 { Kind::Word } else { Kind::Similar })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_differ_in_blanks_letters_case_numbers_or_words() {
        for (wanted, there, kind) in [
            ("a b", "a\tb", Some(Kind::Blanks)),
            ("don't", "don\u{2019}t", Some(Kind::Lookalike)),
            ("Aa", "aa", Some(Kind::Case)),
            ("x 15.6", "x 15.8", Some(Kind::Number)),
            ("x y z", "x q z", Some(Kind::Word)),
            ("a b c d e", "a q r s t", Some(Kind::Similar)),
            ("a", "a", None),
        ] {
            assert_eq!(kind_of_line(wanted, there), kind, "{wanted:?} {there:?}");
        }
    }
}
