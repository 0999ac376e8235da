//! A user names a folder, a file, standard input, or a path that does not exist.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests write the folders that they check")]

use std::fs;
use std::path::Path;

use maneki_mirror_lint::{Linted, Options, lint};

const CONFIG: &str = include_str!("fixtures/country-not-iso.good/config.yml");
const MIRROR: &str = include_str!("fixtures/country-not-iso.good/mirrors.d/mirror.example.org.yml");

fn checked(path: &Path) -> Linted {
    lint(&[path], None, &Options::default())
}

fn codes(path: &Path) -> Vec<&'static str> {
    checked(path).diagnostics.iter().map(|found| found.code.0).collect()
}

fn registry() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("mirrors.d")).unwrap();
    fs::write(folder.path().join("config.yml"), CONFIG).unwrap();
    folder
}

#[test]
fn a_file_is_checked_alone_with_the_config_above_it() {
    let folder = registry();
    let mirrors = folder.path().join("mirrors.d");
    let module = "address_optional: {nothing: {http: http://mirror.example.org/n/}}\n";
    fs::write(mirrors.join("mirror.example.org.yml"), format!("{MIRROR}{module}")).unwrap();
    fs::write(mirrors.join("other.example.org.yml"), MIRROR).unwrap();
    assert_eq!(codes(&mirrors.join("mirror.example.org.yml")), ["module-unknown"]);
    // Problems that involve other files are not reported.
    assert_eq!(codes(&mirrors.join("other.example.org.yml")), ["file-name-differs"]);
    assert!(codes(folder.path()).contains(&"duplicate-name"));
}

#[test]
fn a_file_outside_a_registry_is_checked_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mirror.example.org.yml");
    fs::write(&path, MIRROR.replace("GB", "UK")).unwrap();
    assert_eq!(codes(&path), ["country-not-iso"]);
    fs::rename(&path, folder.path().join("mirror.example.org.yaml")).unwrap();
    assert_eq!(codes(&folder.path().join("mirror.example.org.yaml")), ["wrong-extension", "country-not-iso"]);
}

#[test]
fn a_link_out_of_the_registry_is_not_followed() {
    let (elsewhere, folder) = (tempfile::tempdir().unwrap(), registry());
    fs::write(elsewhere.path().join("secret"), "top secret").unwrap();
    let link = folder.path().join("mirrors.d/mirror.example.org.yml");
    std::os::unix::fs::symlink(elsewhere.path().join("secret"), &link).unwrap();
    let linted = checked(&link);
    let found: Vec<&str> = linted.diagnostics.iter().map(|found| &*found.message).collect();
    assert_eq!(found, ["the link leads out of the registry"]);
    // A link inside the registry is followed.
    fs::remove_file(&link).unwrap();
    fs::write(folder.path().join("text"), MIRROR).unwrap();
    std::os::unix::fs::symlink("../text", &link).unwrap();
    assert_eq!(codes(&link), [""; 0]);
}

#[test]
fn the_service_config_can_be_named_alone() {
    let folder = registry();
    fs::write(folder.path().join("mirrors.d/broken.yml"), "[").unwrap();
    fs::write(folder.path().join("config.yml"), CONFIG.replace("12h", "banana")).unwrap();
    assert_eq!(codes(&folder.path().join("config.yml")), ["duration-invalid"]);
}

#[test]
fn a_broken_registry_is_a_finding_and_a_missing_path_an_error() {
    let folder = registry();
    fs::remove_dir(folder.path().join("mirrors.d")).unwrap();
    let linted = checked(folder.path());
    assert_eq!(linted.diagnostics.len(), 1);
    assert_eq!((linted.diagnostics[0].code.0, linted.diagnostics[0].span.line), ("mirrors-dir-missing", 3));
    fs::write(folder.path().join("config.yml"), "a: [").unwrap();
    assert_eq!(codes(folder.path()), ["yaml-syntax"]);
    fs::remove_file(folder.path().join("config.yml")).unwrap();
    assert_eq!(codes(folder.path()), ["file-unreadable"]);
    let missing = folder.path().join("nothing");
    let linted = lint(&[&missing, folder.path(), &missing], None, &Options::default());
    // It does not stop the others.
    assert_eq!((linted.files, linted.diagnostics.len()), (1, 1));
    let found: Vec<String> = linted.unreadable;
    assert!(found.len() == 2 && found[0].contains("there is no such file"), "{found:?}");
}

#[test]
fn several_paths_are_one_list() {
    let folder = registry();
    let path = folder.path().join("mirrors.d/mirror.example.org.yml");
    fs::write(&path, MIRROR.replace("GB", "UK")).unwrap();
    let linted = lint(&[folder.path(), &path, &path], None, &Options::default());
    assert_eq!(linted.diagnostics.len(), 1);
}

#[test]
fn standard_input_is_a_mirror_file_without_a_name_of_its_own() {
    let text = MIRROR.replace("GB", "UK");
    let linted = lint(&["-"], Some(&text), &Options::default());
    let codes: Vec<&str> = linted.diagnostics.iter().map(|found| found.code.0).collect();
    assert_eq!((linted.files, codes), (1, vec!["country-not-iso"]));
    assert_eq!(&*linted.diagnostics[0].path, "-");
}
