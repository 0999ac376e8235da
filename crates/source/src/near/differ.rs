//! The difference of two texts in words.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::kind::Kind;
use super::token::pieces;

/// How many differences a message names.
const MOST: usize = 3;

/// What differs between two lines, such as `` `15.6` is `15.8` ``.
pub(super) fn words(wanted: &str, there: &str) -> String {
    let (wanted, there) = (pieces(wanted), pieces(there));
    let mut differences = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &wanted, &there) {
        if !matches!(operation, DiffOp::Equal { .. }) {
            let (old, new) = (operation.old_range(), operation.new_range());
            differences.push(one(&wanted[old].concat(), &there[new].concat()));
        }
    }
    let more = differences.len().saturating_sub(MOST);
    differences.truncate(MOST);
    let text = differences.join(", ");
    if more > 0 { format!("{text} and {more} more") } else { text }
}

fn one(wanted: &str, there: &str) -> String {
    match (wanted.trim().is_empty(), there.trim().is_empty()) {
        (true, true) => format!("{} is {}", blanks(wanted), blanks(there)),
        (true, false) => format!("`{}` is new", there.trim()),
        (false, true) => format!("`{}` is gone", wanted.trim()),
        (false, false) => format!("`{}` is `{}`", wanted.trim(), there.trim()),
    }
}

/// White space in words.
fn blanks(text: &str) -> String {
    let tabs = text.matches('\t').count();
    match (text.chars().count(), tabs) {
        (0, _) => "nothing".to_owned(),
        (1, 1) => "a tab".to_owned(),
        (1, _) => "a space".to_owned(),
        (count, tabs) if count == tabs => format!("{count} tabs"),
        (count, 0) => format!("{count} spaces"),
        (count, _) => format!("{count} spaces and tabs"),
    }
}

/// What differs between two lines that look alike, or differ only in white space.
pub(super) fn characters(wanted: &str, there: &str, kind: Kind) -> String {
    if kind == Kind::Lookalike {
        let pair = wanted.chars().zip(there.chars()).find(|(left, right)| left != right);
        if let Some((left, right)) = pair {
            return format!("`{left}` (U+{:04X}) is `{right}` (U+{:04X})", u32::from(left), u32::from(right));
        }
    }
    if wanted.trim_end() == there.trim_end() {
        return if there.len() > wanted.len() {
            "the line ends in white space".to_owned()
        } else {
            "the line does not end in white space".to_owned()
        };
    }
    words(wanted, there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differing_words_are_named() {
        assert_eq!(words("shim >= 15.6-1", "shim >= 15.8-1"), "`15.6` is `15.8`");
        assert_eq!(words("a b", "a\tb"), "a space is a tab");
        assert_eq!(characters("a", "a ", Kind::Blanks), "the line ends in white space");
        assert_eq!(characters("A", "\u{410}", Kind::Lookalike), "`A` (U+0041) is `\u{410}` (U+0410)");
    }
}
