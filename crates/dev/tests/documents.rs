//! Pages that are written by hand keep the form that their introductions promise.

#![expect(clippy::disallowed_methods, reason = "these tests read files of the repository")]
#![expect(clippy::unwrap_used, reason = "tests panic, also in their own functions")]

use std::path::Path;

/// A file of the repository.
fn read(relative: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(relative)).unwrap()
}

#[test]
fn the_glossary_explains_each_word_once_in_order_and_briefly() {
    let glossary = read("docs/glossary.md");
    let entries: Vec<(&str, &str)> = glossary
        .split("\n\n")
        .filter_map(|paragraph| paragraph.strip_prefix("**")?.split_once("**: "))
        .collect();
    assert!(!entries.is_empty());
    for (word, text) in &entries {
        let text = text.trim_end().replace('\n', " ");
        assert!(text.ends_with('.'), "glossary: {word} does not end with a sentence");
        assert!(text.matches(". ").count() < 2, "glossary: {word} needs more than two sentences");
    }
    for pair in entries.windows(2) {
        let (before, after) = (pair[0].0, pair[1].0);
        assert!(before.to_lowercase() < after.to_lowercase(), "glossary: {after} belongs before {before}");
    }
}

#[test]
fn the_changelog_has_its_headings_in_their_order() {
    const HEADINGS: [&str; 5] = ["Breaking", "Added", "Changed", "Fixed", "Security"];
    let changelog = read("CHANGELOG.md");
    for version in changelog.split("\n## ").skip(1) {
        let name = version.lines().next().unwrap_or_default();
        let places: Vec<Option<usize>> = version
            .lines()
            .filter_map(|line| line.strip_prefix("### "))
            .map(|heading| HEADINGS.iter().position(|known| *known == heading))
            .collect();
        assert!(!places.contains(&None), "changelog, {name}: only {HEADINGS:?} are headings");
        assert!(places.is_sorted_by(|one, next| one < next), "changelog, {name}: the order is {HEADINGS:?}");
    }
}
