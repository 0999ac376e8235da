//! Whether two texts are about the same subject.

use std::collections::BTreeSet;

/// Words of procedure, which do not identify a subject.
const PROCEDURE: [&str; 26] = [
    "accepted",
    "adopted",
    "alesco",
    "almalinux",
    "appointed",
    "approved",
    "committee",
    "decided",
    "decision",
    "decisions",
    "discussed",
    "discussion",
    "elected",
    "meeting",
    "meetings",
    "member",
    "members",
    "minutes",
    "outcome",
    "proposal",
    "rejected",
    "unanimous",
    "unanimously",
    "voted",
    "votes",
    "voting",
];

pub(super) fn words(text: &str) -> BTreeSet<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| !PROCEDURE.contains(&word.as_str()))
        .collect()
}

/// Two common words of five letters or more, or one with a digit or of eight letters.
pub(super) fn are_kin(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let common: Vec<&String> = one.intersection(&other).collect();
    let has_digit =
        |word: &&&String| word.len() > 2 && word.chars().any(|character| character.is_ascii_digit());
    let is_strong = |word: &&&String| word.chars().count() >= 8 || has_digit(word);
    let long = common.iter().filter(|word| word.chars().count() >= 5).count();
    long >= 2 || common.iter().any(|word| is_strong(&word))
}
