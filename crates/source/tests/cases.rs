//! The real cases of the file language: the same bytes come out.

#![expect(clippy::disallowed_methods, reason = "the cases are files")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use maneki_source::apply::{NoRpmspec, NoScripts, Settings, apply};
use maneki_source::config::{Action, Config, read};
use maneki_source::tree::Memory;

/// A case as its folder describes it.
struct Case {
    name: String,
    config: Config,
    package: Memory,
    folder: Memory,
    /// The bytes that are expected of each file.
    expected: BTreeMap<String, Vec<u8>>,
}

fn load(folder: &Path) -> Case {
    let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
    let yaml = folder.join("autopatch").join(format!("{name}.yaml"));
    let path: Arc<str> = format!("{name}/config.yaml").into();
    let reading = read(&path, &fs::read(&yaml).unwrap());
    let config = reading.config.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics));
    let (mut package, mut configs) = (Memory::default(), Memory::default());
    let mut expected = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let file = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            continue;
        }
        let bytes = fs::read(entry.path()).unwrap();
        match file.strip_suffix(".expected") {
            Some(other) => _ = expected.insert(other.to_owned(), bytes),
            None if file == "expected" => _ = expected.insert(format!("{name}.spec"), bytes),
            None => package.add(&file, &bytes),
        }
    }
    for action in &config.actions {
        match action {
            Action::AddFiles(entries) => {
                for entry in entries {
                    configs.add(&format!("files/{}", entry.name.value), b" ");
                }
            }
            Action::DeleteFiles(entries) => {
                for entry in entries {
                    package.add(&entry.name.value, b" ");
                }
            }
            _ => {}
        }
    }
    Case { name, config, package, folder: configs, expected }
}

fn folders() -> Option<Vec<PathBuf>> {
    let root = maneki_testkit::shared("data/source/cases")?;
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    Some(folders)
}

#[test]
fn every_real_case_gives_the_expected_bytes_without_rpmspec() {
    let Some(folders) = folders() else { return };
    let mut wrong = Vec::new();
    for folder in &folders {
        let case = load(folder);
        let settings = Settings {
            package: &case.name,
            brand: "AlmaLinux",
            date: date(2025, 1, 14),
            el: "8",
            rpmspec: &NoRpmspec,
            scripts: &NoScripts,
        };
        let outcome = apply(&case.config, &case.package.tree(), &case.folder.tree(), &settings);
        for finding in &outcome.findings {
            println!("{}: {} {}", case.name, finding.code, finding.message);
        }
        for (path, bytes) in &case.expected {
            let actual = outcome.tree.read(path).unwrap();
            if actual[..] != bytes[..] {
                wrong.push(format!("{}/{path}\n{}", case.name, difference(bytes, &actual)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(folders.len() > 30);
}

/// The first lines that differ.
fn difference(expected: &[u8], actual: &[u8]) -> String {
    let (expected, actual) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(actual));
    let at = expected.lines().zip(actual.lines()).position(|(left, right)| left != right).unwrap_or(0);
    let show =
        |text: &str| text.lines().skip(at.saturating_sub(2)).take(8).collect::<Vec<_>>().join("\n    ");
    format!("  line {}\n  expected\n    {}\n  actual\n    {}", at + 1, show(&expected), show(&actual))
}
