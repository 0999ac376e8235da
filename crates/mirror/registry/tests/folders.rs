//! Folders as they lie on disk, whole and broken.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests write the folders that they read")]

use std::fs;
use std::path::Path;

use maneki_ground_diagnostics::{Severity, concise};
use maneki_mirror_registry::{MAX_FILE_SIZE, ParseOptions, Parsed, SourceTree, parse};
use maneki_testkit::{example_registry, shared};

fn read(root: &Path) -> Parsed {
    parse(&SourceTree::read(root).unwrap(), ParseOptions::default())
}

#[test]
fn the_example_has_no_findings() {
    let parsed = read(&example_registry());
    let found: Vec<String> = parsed.diagnostics.iter().map(concise).collect();
    assert_eq!(found, Vec::<String>::new());
    assert!(parsed.registry.unwrap().mirrors.len() >= 40);
}

#[test]
fn the_real_registry_loses_no_mirror() {
    let Some(root) = shared("data/almalinux-registry") else { return };
    let parsed = read(&root);
    let registry = parsed.registry.unwrap();
    let errors: Vec<String> = parsed
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(concise)
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(registry.mirrors.len(), 530);
    assert_eq!(registry.mirrors.values().filter(|mirror| mirror.private).count(), 26);
    assert_eq!(registry.mirrors.values().filter(|mirror| mirror.cloud.is_some()).count(), 2);
    assert_eq!(registry.mirrors.values().filter(|mirror| !mirror.asns.is_empty()).count(), 70);
    assert_eq!(registry.catalog.repositories.len(), 61);
}

#[test]
fn a_path_that_is_not_a_folder_is_an_error_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let missing = SourceTree::read(&folder.path().join("nothing")).unwrap_err().to_string();
    assert!(missing.contains("there is no such folder; name a folder with a `config.yml`"), "{missing}");
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(SourceTree::read(&file).unwrap_err().to_string().contains("not a folder"));
}

#[test]
fn an_empty_folder_has_no_config() {
    let folder = tempfile::tempdir().unwrap();
    let parsed = read(folder.path());
    assert_eq!(parsed.registry, None);
    assert!(
        concise(&parsed.diagnostics[0])
            .contains("config.yml:1:1: error[file-unreadable]: there is no such file")
    );
}

#[test]
fn an_unreadable_file_costs_only_itself() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let mirrors = root.join("mirrors.d");
    fs::create_dir_all(mirrors.join("deeper/down")).unwrap();
    fs::create_dir(mirrors.join("folder.yml")).unwrap();
    fs::copy(example_registry().join("config.yml"), root.join("config.yml")).unwrap();
    let good = "name: good.example\naddress: {http: 'http://good.example/'}\nupdate_frequency: 3h\nsponsor: S\nsponsor_url: s\n";
    fs::write(mirrors.join("deeper/down/good.example.yml"), good).unwrap();
    fs::write(mirrors.join("big.yml"), vec![b'#'; usize::try_from(MAX_FILE_SIZE).unwrap() + 1]).unwrap();
    fs::write(mirrors.join("latin.yml"), b"name: caf\xe9").unwrap();
    fs::write(mirrors.join("binary.yml"), b"\x7fELF\0\0\0").unwrap();
    fs::write(mirrors.join("ignored.txt"), "name: ignored").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", mirrors.join("out.yml")).unwrap();
    std::os::unix::fs::symlink("nowhere", mirrors.join("broken.yml")).unwrap();
    std::os::unix::fs::symlink(".", mirrors.join("loop")).unwrap();

    let parsed = read(root);
    let found: Vec<String> = parsed.diagnostics.iter().map(concise).collect();
    let expected = [
        ("big.yml", "1048577 bytes"),
        ("binary.yml", "not a text file"),
        ("broken.yml", "there is no such file"),
        ("folder.yml", "not a file"),
        ("latin.yml:1:10", "not UTF-8 text"),
        ("loop", "the link leads back"),
        ("out.yml", "leads out of the registry"),
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for ((file, words), line) in expected.iter().zip(&found) {
        assert!(line.contains(file) && line.contains(words), "{line}");
    }
    assert_eq!(parsed.registry.unwrap().mirrors.len(), 1);
}

#[test]
fn a_linked_folder_outside_is_one_finding_and_nothing_in_it_is_read() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = folder.path();
    let mirrors = root.join("mirrors.d");
    fs::create_dir_all(mirrors.join("deeper")).unwrap();
    fs::copy(example_registry().join("config.yml"), root.join("config.yml")).unwrap();
    fs::write(elsewhere.path().join("secret.yml"), "name: [").unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), mirrors.join("out")).unwrap();
    std::os::unix::fs::symlink("../..", mirrors.join("deeper/up")).unwrap();
    let found: Vec<String> = read(root).diagnostics.iter().map(concise).collect();
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].contains("deeper/up:1:1: error[file-unreadable]: the link leads"), "{found:#?}");
    assert!(found[1].contains("mirrors.d/out:1:1: error[file-unreadable]: the link leads out"), "{found:#?}");
}

#[test]
fn the_mirrors_need_a_folder_of_their_own() {
    let config = fs::read_to_string(example_registry().join("config.yml")).unwrap();
    for (named, words) in [(".", "must be below the folder of config.yml"), ("file", "this is not a folder")]
    {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "x").unwrap();
        let config = config.replace("mirrors_dir: mirrors.d", &format!("mirrors_dir: {named}"));
        fs::write(folder.path().join("config.yml"), config).unwrap();
        let error = SourceTree::read(folder.path()).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn a_byte_that_is_not_text_is_reported_at_its_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config.yml");
    let found = |bytes: &[u8]| {
        fs::write(&config, bytes).unwrap();
        concise(&read(folder.path()).diagnostics[0])
    };
    let latin = found(b"config_version: 3\n# M\xc3\xbcnchen, K\xf6ln\n");
    assert!(latin.contains("config.yml:2:13: error[file-unreadable]: the file is not UTF-8 text"), "{latin}");
    assert!(latin.contains("the byte 0xF6 is invalid, which is `ö` in Latin-1; save it as UTF-8"), "{latin}");
    assert!(
        found(b"\xff\xfea\0:\0").contains("config.yml:1:1: error[file-unreadable]: the file is UTF-16 text")
    );
}

#[test]
fn a_folder_without_mirrors_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let config = fs::read_to_string(example_registry().join("config.yml")).unwrap();
    fs::write(folder.path().join("config.yml"), config).unwrap();
    fs::create_dir(folder.path().join("mirrors.d")).unwrap();
    let found: Vec<String> = read(folder.path()).diagnostics.iter().map(concise).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("warning[no-mirrors]: `mirrors_dir`: there is no mirror file in "),
        "{found:?}"
    );
    assert!(found[0].contains("/mirrors.d; put files there whose names end in `.yml`"), "{found:?}");
}
