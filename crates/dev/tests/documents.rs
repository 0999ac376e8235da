//! Documents keep the form that their introductions promise, and their links and paths exist.

#![expect(clippy::disallowed_methods, reason = "these tests read files of the repository")]
#![expect(clippy::unwrap_used, reason = "tests panic, also in their own functions")]

use std::path::{Path, PathBuf};

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of the repository.
fn read(relative: &str) -> String {
    std::fs::read_to_string(root().join(relative)).unwrap()
}

/// The Markdown files in a folder of the repository, relative to its root.
fn pages(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let pages = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.map(|path| format!("{folder}/{}", path.file_name().unwrap().display())).collect()
}

/// The targets of relative links, without fragments.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    let targets = targets.map(|target| target.split('#').next().unwrap_or(target));
    targets.filter(|target| !target.is_empty() && !target.contains("://")).collect()
}

/// The paths of the repository between backquotes, except patterns such as `crates/<command>`.
fn named_paths(text: &str) -> Vec<&str> {
    let code = text.split('`').skip(1).step_by(2);
    let is_path = |code: &&str| ["crates/", "docs/", "examples/"].iter().any(|start| code.starts_with(start));
    code.filter(is_path).filter(|code| !code.contains(['<', '*', '…', ' ', '\n'])).collect()
}

#[test]
fn links_and_paths_in_documents_exist() {
    let folders = [".", "docs", "docs/guide", "docs/reference", "examples/registry"];
    let mut missing = Vec::new();
    for page in folders.into_iter().flat_map(pages) {
        let text = read(&page);
        let folder = root().join(&page).parent().unwrap().to_path_buf();
        missing.extend(
            links(&text)
                .into_iter()
                .filter(|link| !folder.join(link).exists())
                .map(|link| format!("{page}: {link}")),
        );
        let paths = named_paths(&text).into_iter().filter(|path| !root().join(path).exists());
        missing.extend(paths.map(|path| format!("{page}: {path}")));
    }
    assert!(missing.is_empty(), "these files do not exist:\n{}", missing.join("\n"));
}

#[test]
fn links_to_other_sites_and_patterns_are_not_paths() {
    assert_eq!(links("[a](b.md#c) [d](https://example.org) [e](#f)"), ["b.md"]);
    assert_eq!(
        named_paths("`crates/dev`, `crates/<command>` and `maneki serve examples/registry`"),
        ["crates/dev"]
    );
}

#[test]
fn the_glossary_explains_each_word_once_in_order_and_briefly() {
    let glossary = read("docs/glossary.md");
    // Each room has a section of its own.
    let sections: Vec<Vec<(&str, &str)>> = glossary.split("\n## ").map(entries).collect();
    let words: Vec<&str> = sections.iter().flatten().map(|(word, _)| *word).collect();
    assert!(!words.is_empty());
    for (word, text) in sections.iter().flatten() {
        let text = text.trim_end().replace('\n', " ");
        assert!(text.ends_with('.'), "glossary: {word} does not end with a sentence");
        assert!(text.matches(". ").count() < 2, "glossary: {word} needs more than two sentences");
        assert_eq!(words.iter().filter(|other| *other == word).count(), 1, "glossary: {word} appears twice");
    }
    for pair in sections.iter().flat_map(|section| section.windows(2)) {
        let (before, after) = (pair[0].0, pair[1].0);
        assert!(before.to_lowercase() < after.to_lowercase(), "glossary: {after} belongs before {before}");
    }
}

/// The words of a section of the glossary, with their explanations.
fn entries(section: &str) -> Vec<(&str, &str)> {
    section.split("\n\n").filter_map(|paragraph| paragraph.strip_prefix("**")?.split_once("**: ")).collect()
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
