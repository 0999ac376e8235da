use maneki_ground_diagnostics::{one_line, printable, without_secrets};
use similar::TextDiff;

/// How many lines around a change are shown.
const CONTEXT: usize = 2;

/// The change of a file as a unified diff for people. Passwords are hidden and control characters are escaped, so
/// the diff must not be applied.
pub fn diff(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let (before, after) = (without_secrets(before), without_secrets(after));
    let path = one_line(path);
    let lines = TextDiff::from_lines(&*before, &*after);
    let text = lines.unified_diff().context_radius(CONTEXT).header(&path, &path).to_string();
    printable(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_changed_line_is_shown_with_the_lines_around_it() {
        let before = "a: 1\nb: 2\nc: 3\ncountry: UK\nd: 4\ne: http://u:hunter2@x/\nf: 6\n";
        let after = before.replace("UK", "GB");
        assert_eq!(
            diff("m/a.yml", before, &after),
            "--- m/a.yml\n+++ m/a.yml\n@@ -2,5 +2,5 @@\n b: 2\n c: 3\n-country: UK\n+country: GB\n d: 4\n e: http://*********@x/\n"
        );
        assert_eq!(diff("m/a.yml", before, before), "");
        let cut = "\\ No newline at end of file\n";
        assert!(diff("a", "b: 1", "b: 2").ends_with(&format!("-b: 1\n{cut}+b: 2\n{cut}")));
    }

    #[test]
    fn a_removed_line_is_shown() {
        assert_eq!(
            diff("a", "name: a\nasn:\n", "name: a\n"),
            "--- a\n+++ a\n@@ -1,2 +1 @@\n name: a\n-asn:\n"
        );
    }

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(
            diff("a\u{1b}[2J\n.yml", "b: 1 # \u{9b}\n", "b: 2 # \u{9b}\n").lines().collect::<Vec<_>>(),
            [
                r"--- a\u{1b}[2J\n.yml",
                r"+++ a\u{1b}[2J\n.yml",
                "@@ -1 +1 @@",
                r"-b: 1 # \u{9b}",
                r"+b: 2 # \u{9b}"
            ]
        );
    }
}
