//! Patterns of a path: `*`, `?`, `[a-z]`, `[!a-z]`, each within one part of the path.

/// Whether a name matches a pattern. A bracket that is never closed is a plain character, and `*` also matches a dot
/// at the beginning.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    let (mut at, mut place) = (0, 0);
    // Where the last `*` is, and where the text after what it covers begins.
    let mut star: Option<(usize, usize)> = None;
    while place < name.len() {
        match step(&pattern, at, name[place]) {
            Step::Star => {
                star = Some((at, place));
                at += 1;
            }
            Step::Matched(next) => {
                at = next;
                place += 1;
            }
            Step::Failed => match star {
                Some((from, covered)) => {
                    star = Some((from, covered + 1));
                    (at, place) = (from + 1, covered + 1);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|&c| c == '*')
}

/// Whether a text is a pattern at all.
pub(super) fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

enum Step {
    Star,
    Matched(usize),
    Failed,
}

fn step(pattern: &[char], at: usize, character: char) -> Step {
    let plain = |is_equal: bool| if is_equal { Step::Matched(at + 1) } else { Step::Failed };
    match pattern.get(at) {
        None => Step::Failed,
        Some('*') => Step::Star,
        Some('?') => Step::Matched(at + 1),
        Some('[') => match set(pattern, at, character) {
            Some((true, next)) => Step::Matched(next),
            Some((false, _)) => Step::Failed,
            None => plain(character == '['),
        },
        Some(&other) => plain(other == character),
    }
}

/// Whether a set holds a character, and the place after the set. `None` where it is never closed.
fn set(pattern: &[char], at: usize, character: char) -> Option<(bool, usize)> {
    let negated = pattern.get(at + 1) == Some(&'!');
    let first = at + 1 + usize::from(negated);
    let end = (first + 1..pattern.len()).find(|&place| pattern[place] == ']')?;
    let mut members = &pattern[first..end];
    let mut holds = false;
    while let Some((&low, rest)) = members.split_first() {
        if let ['-', high, after @ ..] = rest {
            holds |= (low..=*high).contains(&character);
            members = after;
        } else {
            holds |= low == character;
            members = rest;
        }
    }
    Some((holds != negated, end + 1))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_match_whole_names() {
        for (pattern, name) in [
            ("*", ".hidden"),
            ("kernel*.config", "kernel-x86.config"),
            ("a?c", "abc"),
            ("[a-c]x", "bx"),
            ("[!a-c]x", "dx"),
            ("[]]x", "]x"),
            ("[a", "[a"),
            ("a*b*c", "a1b2b3c"),
            ("a[-z]", "a-"),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in
            [("kernel*", "Kernel"), ("a?c", "ac"), ("[!a-c]x", "bx"), ("a", "ab"), ("", "a")]
        {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }
}
