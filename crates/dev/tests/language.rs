//! The prose of the project avoids the phrases that `docs/style.md` lists.

#![expect(clippy::disallowed_methods, reason = "these tests read files of the repository")]
#![expect(clippy::panic, clippy::unwrap_used, reason = "tests panic, also in their own functions")]

mod prose;

use std::path::{Path, PathBuf};

use prose::Word;

/// Folders and files that are searched.
const SEARCHED: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.toml",
    "README.md",
    "SECURITY.md",
    "clippy.toml",
    "crates",
    "deny.toml",
    "docs",
    "examples",
    "fuzz/fuzz_targets",
];

/// Paths that are not rewritten yet. A path that has become clean must be removed.
const AWAITING: &[&str] = &["crates/election/", "crates/mirror/checker/", "crates/mirror/probe/"];

/// A row of the table in `docs/style.md`.
struct Rule {
    phrases: Vec<String>,
    replacement: String,
    exceptions: Vec<String>,
}

/// The rules of a style sheet: the rows of the table whose head is `not`, `but`, `except`.
fn rules(style: &str) -> Vec<Rule> {
    let table = style.lines().skip_while(|line| *line != "| not | but | except |").skip(2);
    table
        .take_while(|line| line.starts_with('|'))
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let [phrases, replacement, exceptions] = cells[..] else {
                panic!("docs/style.md: a row has three cells: {row}")
            };
            Rule {
                phrases: quoted(phrases),
                replacement: replacement.to_owned(),
                exceptions: quoted(exceptions),
            }
        })
        .collect()
}

/// The pieces between backquotes.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a phrase is at this place.
fn is_at(phrase: &str, words: &[Word], place: usize) -> bool {
    let mut rest = words[place..].iter();
    phrase.split(' ').all(|expected| rest.next().is_some_and(|word| word.text == expected))
}

/// Whether one of the exceptions covers a phrase at this place.
fn is_excepted(rule: &Rule, phrase: &str, words: &[Word], place: usize) -> bool {
    let end = place + phrase.split(' ').count();
    rule.exceptions.iter().any(|exception| {
        let length = exception.split(' ').count();
        (end.saturating_sub(length)..=place).any(|start| is_at(exception, words, start))
    })
}

/// A finding for each phrase in a text: the place, the phrase, and what to write.
fn findings(path: &str, words: &[Word], rules: &[Rule]) -> Vec<String> {
    let mut findings = Vec::new();
    for (place, word) in words.iter().enumerate() {
        for rule in rules {
            let phrase = rule
                .phrases
                .iter()
                .find(|phrase| is_at(phrase, words, place) && !is_excepted(rule, phrase, words, place));
            if let Some(phrase) = phrase {
                findings.push(format!("{path}:{}: “{phrase}”: write {}", word.line, rule.replacement));
            }
        }
    }
    findings
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files to search, in order, relative to the root of the repository.
fn files() -> Vec<String> {
    let mut waiting: Vec<PathBuf> = SEARCHED.iter().map(|path| root().join(path)).collect();
    let mut files = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            files.push(path.strip_prefix(root()).unwrap().to_string_lossy().into_owned());
        }
    }
    files.retain(|file| is_searched(file));
    files.sort();
    files
}

/// Test data is not prose of the project, and only the English texts are checked.
fn is_searched(file: &str) -> bool {
    let is_data =
        ["/node_modules/", "/tests/fixtures/", "/mirrors.d/"].iter().any(|part| file.contains(part));
    let is_translation = file.contains("/locales/") && !file.contains("/locales/en/");
    !is_data && !is_translation
}

/// Whether the first line says that a page is generated. The code that it is generated from is searched instead.
fn is_generated(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.contains("cargo dev generate"))
}

#[test]
fn the_prose_avoids_the_phrases_of_the_style_sheet() {
    let rules = rules(&std::fs::read_to_string(root().join("docs/style.md")).unwrap());
    assert!(rules.len() > 20, "docs/style.md: the table of phrases is not found");
    let mut found = Vec::new();
    let mut clean: Vec<&str> = AWAITING.to_vec();
    for file in files() {
        let text = std::fs::read_to_string(root().join(&file)).unwrap_or_default();
        let Some(words) = prose::words(&file, &text).filter(|_| !is_generated(&text)) else { continue };
        let findings = findings(&file, &words, &rules);
        match AWAITING.iter().find(|path| file.starts_with(*path)) {
            Some(path) if !findings.is_empty() => clean.retain(|other| other != path),
            Some(_) => {}
            None => found.extend(findings),
        }
    }
    assert!(found.is_empty(), "{} phrases that docs/style.md replaces:\n{}", found.len(), found.join("\n"));
    assert!(clean.is_empty(), "remove from AWAITING, because these paths are clean: {clean:?}");
}

/// The findings of a style sheet with one rule.
fn found(path: &str, text: &str) -> Vec<String> {
    let style = "| not | but | except |\n| --- | --- | --- |\n| `red cat` | a tom | `the red cat` |\n";
    findings(path, &prose::words(path, text).unwrap(), &rules(style))
}

#[test]
fn a_phrase_is_found_across_lines_and_an_exception_is_not() {
    assert_eq!(found("a.md", "One\nRed\ncat's tail."), ["a.md:2: “red cat”: write a tom"]);
    assert_eq!(found("a.md", "This is the red cat."), [""; 0]);
}

#[test]
fn code_headings_and_sentences_separate_words() {
    assert_eq!(found("a.md", "A red `cat`, `red cat`, red, cat.\n\n```sh\nred cat\n```\n"), [""; 0]);
    assert_eq!(found("a.md", "It is red. Cat\n\nred\n\ncat\n| red | cat |\n"), [""; 0]);
}

#[test]
fn comments_and_literals_of_rust_are_prose_and_its_code_is_not() {
    let text = r##"//! A red
//! cat.
fn red<'a>(cat: &'a str, c: char) {
  f('"', '\'', '\u{2026}', red /* */, cat);
  g("x\
     red cat");
  h(r#"a "red cat" z"#);
}
"##;
    let places: Vec<String> = found("a.rs", text).iter().map(|it| it[..7].to_owned()).collect();
    assert_eq!(places, ["a.rs:1:", "a.rs:6:", "a.rs:7:"]);
}

#[test]
fn values_and_comments_of_other_files_are_prose() {
    assert_eq!(found("en/a.ftl", "red = cat\na = The\n    red cat, a red\n    cat\n").len(), 1);
    assert_eq!(found("a.toml", "red = \"cat\" # a red cat\n").len(), 1);
}
