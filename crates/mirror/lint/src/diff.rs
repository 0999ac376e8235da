use std::fmt::Write as _;

use maneki_ground_diagnostics::{one_line, printable, without_secrets};

/// How many lines around a change are shown.
const AROUND: usize = 2;

/// What stands below a last line without a line end.
const NO_END: &str = "\\ No newline at end of file\n";

/// The change of a file as a unified diff. Fixes never add or remove a line, so that lines correspond one to
/// one. Passwords are hidden and control characters are escaped: the diff is to be looked at, and not to be applied.
pub fn diff(path: &str, before: &str, after: &str) -> String {
    let (before, after) = (without_secrets(before), without_secrets(after));
    let pairs: Vec<(&str, &str)> = before.lines().zip(after.lines()).collect();
    let changed: Vec<usize> =
        (0..pairs.len()).filter(|&at| pairs.get(at).is_some_and(|(a, b)| a != b)).collect();
    let endless = |text: &str, at: usize| at + 1 == pairs.len() && !text.ends_with('\n');
    let mut text = String::new();
    if changed.is_empty() {
        return text;
    }
    // Writing to a String cannot fail.
    let path = one_line(path);
    let _ = writeln!(text, "--- {path}\n+++ {path}");
    let mut hunks: Vec<(usize, usize)> = Vec::new();
    for at in changed {
        let (start, end) = (at.saturating_sub(AROUND), (at + AROUND + 1).min(pairs.len()));
        match hunks.last_mut() {
            Some((_, last)) if *last >= start => *last = end,
            _ => hunks.push((start, end)),
        }
    }
    for (start, end) in hunks {
        let lines = pairs.get(start..end).unwrap_or_default();
        let _ = writeln!(text, "@@ -{0},{1} +{0},{1} @@", start + 1, lines.len());
        // Removed lines of a run stand before the added ones.
        let mut first = start;
        for run in lines.chunk_by(|a, b| (a.0 == a.1) == (b.0 == b.1)) {
            let unchanged = run.iter().all(|(old, new)| old == new);
            for (at, (old, _)) in (first..).zip(run) {
                let _ = writeln!(text, "{}{old}", if unchanged { ' ' } else { '-' });
                text.push_str(if endless(&before, at) { NO_END } else { "" });
            }
            for (at, (_, new)) in (first..).zip(run).filter(|_| !unchanged) {
                let _ = writeln!(text, "+{new}");
                text.push_str(if endless(&after, at) { NO_END } else { "" });
            }
            first += run.len();
        }
    }
    printable(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_changed_line_is_shown_with_those_around_it() {
        let before = "a: 1\nb: 2\nc: 3\ncountry: UK\nd: 4\ne: http://u:hunter2@x/\nf: 6\n";
        let after = before.replace("UK", "GB");
        assert_eq!(
            diff("m/a.yml", before, &after),
            "--- m/a.yml\n+++ m/a.yml\n@@ -2,5 +2,5 @@\n b: 2\n c: 3\n-country: UK\n+country: GB\n d: 4\n e: http://*********@x/\n"
        );
        assert_eq!(diff("m/a.yml", before, before), "");
        assert_eq!(
            diff("a\u{1b}[2J\n.yml", "b: 1 # \u{9b}\n", "b: 2 # \u{9b}\n").lines().collect::<Vec<_>>(),
            [
                r"--- a\u{1b}[2J\n.yml",
                r"+++ a\u{1b}[2J\n.yml",
                "@@ -1,1 +1,1 @@",
                r"-b: 1 # \u{9b}",
                r"+b: 2 # \u{9b}"
            ]
        );
        let cut = "\\ No newline at end of file\n";
        assert!(diff("a", "b: 1", "b: 2").ends_with(&format!("-b: 1\n{cut}+b: 2\n{cut}")));
    }
}
