//! Every rule finds what its bad fixture shows, and nothing in its good one.
//!
//! A fixture is a small registry, `fixtures/<code>.bad` or `fixtures/<code>.good`. The file `expected` of a bad one
//! holds its findings; `MANEKI_UPDATE=1` writes these files.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "fixtures are files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use maneki_ground_diagnostics::{Diagnostic, Severity, concise};
use maneki_ground_lint::{Check, RuleDoc};
use maneki_mirror_lint::{Options, RULES, check};
use maneki_mirror_registry::SourceTree;

fn docs() -> impl Iterator<Item = &'static RuleDoc> {
    RULES.iter().map(|rule| &rule.doc)
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn found(name: &str) -> Vec<Diagnostic> {
    let options = Options { city_size: Some(maneki_mirror_geo::city_size), ..Options::default() };
    check(&SourceTree::read_lenient(&fixture(name)).unwrap(), &options)
}

#[test]
fn every_rule_has_a_bad_fixture_that_it_finds() {
    for rule in docs() {
        let name = format!("{}.bad", rule.code);
        let found = found(&name);
        assert!(found.iter().any(|diagnostic| diagnostic.code == rule.code), "{name}: {found:#?}");
        for diagnostic in &found {
            let rule = docs().find(|rule| rule.code == diagnostic.code).unwrap();
            assert!(rule.severities.contains(&diagnostic.severity), "{name}: {}", concise(diagnostic));
        }
        let root = format!("{}/", fixture(&name).display());
        let lines: String =
            found.iter().map(|diagnostic| concise(diagnostic).replace(&root, "") + "\n").collect();
        let expected = fixture(&name).join("expected");
        if std::env::var_os("MANEKI_UPDATE").is_some() {
            fs::write(&expected, &lines).unwrap();
        }
        assert_eq!(fs::read_to_string(&expected).unwrap_or_default(), lines, "{name}");
    }
}

#[test]
fn every_rule_has_a_good_fixture_without_findings() {
    for rule in docs() {
        let name = format!("{}.good", rule.code);
        let lines: Vec<String> = found(&name)
            .iter()
            .filter(|diagnostic| diagnostic.code == rule.code || diagnostic.severity != Severity::Info)
            .map(concise)
            .collect();
        assert_eq!(lines, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn every_fixture_is_one_of_a_rule() {
    let expected: BTreeSet<String> =
        docs().flat_map(|rule| [format!("{}.bad", rule.code), format!("{}.good", rule.code)]).collect();
    let existing: BTreeSet<String> = fs::read_dir(fixture(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(existing, expected);
}

#[test]
fn the_list_is_in_order_and_every_code_is_made_of_words() {
    assert!(docs().is_sorted_by_key(|rule| rule.code));
    for rule in docs() {
        let words = rule
            .code
            .0
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
        assert!(words, "{}", rule.code);
        assert!(!rule.severities.is_empty(), "{}", rule.code);
        for text in [rule.summary, rule.what, rule.why, rule.fix] {
            assert!(text.ends_with('.'), "{}: {text}", rule.code);
        }
    }
}

#[test]
fn a_rule_that_loading_checks_names_the_function_that_does() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for rule in RULES {
        let Check::Loading(place) = rule.check else { continue };
        let mut parts: Vec<&str> = place.split("::").collect();
        let function = parts.pop().unwrap();
        let folder = if parts.remove(0) == "yaml" { "ground/yaml" } else { "mirror/registry" };
        let file = crates.join(folder).join("src").join(parts.join("/")).with_extension("rs");
        let source = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{place}: {error}"));
        assert!(source.contains(&format!("fn {function}")), "{}: there is no {place}", rule.doc.code);
    }
}
