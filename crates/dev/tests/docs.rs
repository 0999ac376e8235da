//! Crates, public modules and public types have documentation. Fields and functions have it where it adds a unit, a
//! range, an error or a source; a comment that repeats a name would be noise, so the compiler does not ask for one.

#![expect(clippy::disallowed_methods, reason = "reads the sources of the repository")]
#![expect(clippy::unwrap_used, reason = "tests panic, also in their own functions")]

use std::path::{Path, PathBuf};

/// The `.rs` files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The lines of a source that declare a public type without documentation.
fn undocumented(text: &str) -> Vec<(usize, &str)> {
    const TYPES: [&str; 5] = ["pub struct ", "pub enum ", "pub trait ", "pub union ", "pub type "];
    let lines: Vec<&str> = text.lines().collect();
    let has_docs = |at: usize| {
        let mut before = lines[..at].iter().rev();
        // Attributes, also those of several lines, are between the documentation and the type.
        let above =
            before.find(|line| !line.starts_with("#[") && !line.starts_with(' ') && !line.starts_with(")]"));
        above.is_some_and(|line| line.starts_with("///"))
    };
    let types = lines.iter().enumerate().filter(|(_, line)| TYPES.iter().any(|word| line.starts_with(word)));
    types.filter(|(at, _)| !has_docs(*at)).map(|(at, line)| (at + 1, *line)).collect()
}

#[test]
fn every_crate_and_every_public_type_has_documentation() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut missing = Vec::new();
    for path in sources(&root) {
        let text = std::fs::read_to_string(&path).unwrap();
        let shown = path.strip_prefix(&root).unwrap().display().to_string();
        if shown.ends_with("src/lib.rs") && !text.starts_with("//!") {
            missing.push(format!("crates/{shown}:1: the crate has no documentation"));
        }
        if shown.contains("/src/") {
            missing.extend(
                undocumented(&text)
                    .iter()
                    .map(|(line, declared)| format!("crates/{shown}:{line}: {declared}")),
            );
        }
    }
    assert!(missing.is_empty(), "documentation is missing:\n  {}", missing.join("\n  "));
}

#[test]
fn attributes_may_be_between_a_type_and_its_documentation() {
    let text = "/// A.\n#[derive(\n    Debug,\n)]\npub struct A;\n\npub enum B {\n}\n\n#[derive(Debug)]\npub struct C;\n";
    assert_eq!(undocumented(text), [(7, "pub enum B {"), (11, "pub struct C;")]);
}
