//! Every text of a page exists in every language, and all texts are used.

#![expect(clippy::disallowed_methods, reason = "reads the sources of this crate")]
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use maneki_ground_site::{Branding, Language, Site};
use maneki_mirror_model::CountryCode;
use maneki_mirror_pages::site_part;

fn files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}

/// The keys of a language with the variables that each has, as its files have them.
fn keys(tag: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::<String, BTreeSet<String>>::new();
    for file in files(&format!("locales/{tag}")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let mut current = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) =
                line.split_once(" =").filter(|(key, _)| !key.contains(' ') && !key.is_empty())
            {
                assert!(!keys.contains_key(key), "{}: {key} is there twice", file.display());
                key.clone_into(&mut current);
                keys.insert(current.clone(), BTreeSet::new());
            }
            let variables =
                line.split('$').skip(1).map(|rest| rest.split([' ', '}']).next().unwrap().to_owned());
            if let Some(known) = keys.get_mut(&current) {
                known.extend(variables);
            }
        }
    }
    keys
}

/// The strings in code and templates, and those among them that are keys of texts.
fn literals() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut all, mut asked) = (BTreeSet::new(), BTreeSet::new());
    for file in files("src").into_iter().chain(files("templates")) {
        let text = std::fs::read_to_string(file).unwrap();
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let text = code.join("\n");
        all.extend(text.split('"').map(str::to_owned));
        asked.extend(text.split(".get(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
    }
    (all, asked)
}

#[test]
fn every_language_has_every_key_with_the_same_variables() {
    let site = Site::new(Branding::default(), &[site_part()]);
    let first = keys(Language::DEFAULT.tag());
    for language in Language::all() {
        let tag = language.tag();
        let known = keys(tag);
        for (key, variables) in &first {
            let translated = known.get(key).unwrap_or_else(|| panic!("locales/{tag} lacks `{key}`"));
            assert_eq!(translated, variables, "locales/{tag}: the variables of `{key}`");
            assert!(site.texts(language).has(key), "locales/{tag}: `{key}` cannot be read");
        }
        let left_over: Vec<_> = known.keys().filter(|key| !first.contains_key(*key)).collect();
        assert!(left_over.is_empty(), "locales/{tag} has what no other language has: {left_over:?}");
    }
}

#[test]
fn every_key_is_used_and_none_is_missing() {
    let (literals, asked) = literals();
    let known = keys(Language::DEFAULT.tag());
    let countries: BTreeSet<String> =
        CountryCode::all().map(|country| format!("country-{country}")).collect();
    let site = Site::new(Branding::default(), &[]);
    let is_shared = |key: &str| site.texts(Language::DEFAULT).has(key);
    let missing: Vec<_> =
        asked.iter().chain(&countries).filter(|key| !known.contains_key(*key) && !is_shared(key)).collect();
    assert!(missing.is_empty(), "no text has the key {missing:?}");
    let unused: Vec<_> =
        known.keys().filter(|key| !literals.contains(*key) && !countries.contains(*key)).collect();
    assert!(unused.is_empty(), "no page uses {unused:?}");
}
