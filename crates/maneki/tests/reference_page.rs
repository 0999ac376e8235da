//! The committed reference page and the example file are what the table of keys says.

#![expect(clippy::disallowed_methods, reason = "compares with files of the repository")]

use std::path::Path;

use maneki::rooms::KEYS;
use maneki_ground_config::{ConfigFile, Effective, Problems, load};
use maneki_mirror_config::Config;

fn read(text: &str) -> Result<Effective<Config>, Problems> {
    load(KEYS, Config::resolve, Some(ConfigFile { path: "examples/maneki.toml", text }), [], [])
}

/// A file of the repository.
fn path(relative: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(relative)
}

#[test]
fn the_reference_page_is_up_to_date() {
    let path = path("docs/reference/configuration.md");
    if std::env::var_os("MANEKI_UPDATE").is_some() {
        std::fs::write(&path, maneki_ground_config::reference_page(KEYS)).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == maneki_ground_config::reference_page(KEYS),
        "docs/reference/configuration.md is out of date; make it again with `cargo dev generate`, \
         or run this test with MANEKI_UPDATE=1"
    );
}

#[test]
fn every_example_of_the_table_works() {
    for key in KEYS.iter() {
        let text = format!("[{}]\n{} = {}\n", key.section(), key.short_name(), key.example);
        let result = read(&text);
        assert!(result.is_ok(), "{}: {}", key.name, result.unwrap_err());
        assert!(maneki_ground_config::reference_page(KEYS).contains(&format!("### `{}`", key.name)));
    }
}

#[test]
fn the_example_file_is_valid_with_and_without_its_comments() {
    let text = std::fs::read_to_string(path("examples/maneki.toml")).unwrap();
    let plain = read(&text).unwrap_or_else(|problems| panic!("{problems}"));
    // Settings that are commented out begin with `#` and no blank; prose has one.
    let uncommented: String = text
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') && !setting.is_empty() => format!("{setting}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let full = read(&uncommented).unwrap_or_else(|problems| panic!("{problems}"));
    assert_ne!(plain.config, full.config);
    for key in KEYS.iter() {
        assert!(text.contains(key.short_name()), "examples/maneki.toml does not show {}", key.name);
    }
}
