//! The committed files that are generated are up to date; `MANEKI_UPDATE=1` writes them.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "compares with files of the repository")]

use std::fs;
use std::path::Path;

use maneki_mirror_lint::{RULES, Schema, reference_page};

fn up_to_date(relative: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").join(relative);
    if std::env::var_os("MANEKI_UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, generated).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == generated,
        "{relative} is out of date; make it again with `cargo dev generate`, or run this test with MANEKI_UPDATE=1"
    );
}

#[test]
fn the_page_of_rules_is_up_to_date() {
    up_to_date("docs/reference/rules-mirror.md", &reference_page());
    assert_eq!(reference_page().matches("\n### How to fix it\n").count(), RULES.len());
}

#[test]
fn the_schemas_are_up_to_date() {
    for of in Schema::ALL {
        up_to_date(&format!("schemas/{}.schema.json", of.name()), &of.json());
    }
}
