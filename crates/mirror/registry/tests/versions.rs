//! Which version a client means: every row of the reference's table that makes sense, and the rows that
//! do not.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use maneki_mirror_registry::{Catalog, ParseOptions, SourceTree, Tree, parse};

fn catalog() -> Catalog {
    let config = r#"
config_version: 3
allowed_outdate: 12h
mirrors_dir: mirrors.d
versions: ["8", "8.10", "9", "9.8", "10", "10.2"]
optional_module_versions: {kitten: ["10"]}
duplicated_versions: {"8": "8.10", "9": "9.8", "10": "10.2"}
vault_versions: ["8.5", "8.10-beta", "9.0", "9.7-beta", "10.0-beta"]
vault_mirror: http://vault.example.org/
required_protocols: [http, https]
arches:
  "10": [x86_64, x86_64_v2, aarch64]
  "10-kitten": [x86_64, x86_64_v2]
  "9": [x86_64, aarch64]
  "8": [x86_64, aarch64]
repos:
  - {name: baseos, path: BaseOS/$basearch/os/}
  - {name: powertools, path: PowerTools/$basearch/os/, versions: ["8.10"]}
  - {name: crb, path: /CRB//$basearch/os/, versions: ["9", "10.2"]}
  - {name: nfv, path: NFV/$basearch/os/, arches: [x86_64]}
  - {name: baseos-source, path: BaseOS/Source/, vault: true}
  - {name: raspberrypi-source, path: raspberrypi/Source, vault: true}
"#;
    let parsed = parse(&SourceTree::from_texts(config, []), ParseOptions::default());
    assert_eq!(parsed.diagnostics, []);
    parsed.registry.unwrap().catalog
}

fn resolved(version: &str) -> Option<(String, Tree)> {
    catalog().version(version).map(|(version, tree)| (version.to_string(), tree))
}

#[test]
fn a_client_gets_the_version_it_means() {
    for (asked, meant) in [
        ("8", "8.10"),
        ("8.10", "8.10"),
        ("8.1", "8.10"),
        ("8.11", "8.10"),
        ("9", "9.8"),
        ("9.8", "9.8"),
        ("9.99", "9.8"),
        ("10", "10.2"),
        ("10.3", "10.2"),
        ("8.5-beta", "8.10"),
        ("9-beta", "9.8"),
        ("10.2-beta", "10.2"),
    ] {
        assert_eq!(resolved(asked), Some((meant.into(), Tree::Main)), "{asked}");
    }
    for vault in ["8.5", "8.10-beta", "9.0", "9.7-beta", "10.0-beta"] {
        assert_eq!(resolved(vault), Some((vault.into(), Tree::Vault)));
    }
    let (version, tree) = resolved("10-kitten").unwrap();
    assert_eq!(version, "10-kitten");
    assert!(matches!(tree, Tree::Module(module) if module.as_str() == "kitten"));
}

#[test]
fn nothing_is_matched_by_its_prefix() {
    for unknown in [
        "80",
        "100",
        "8foo",
        "08",
        "8.10.1",
        "9.8-rc",
        "9-kitten",
        "10.2-kitten",
        "10-kittens",
        "7",
        "1",
        "11",
        "",
        "8.",
        "-beta",
        "11-beta",
        "8.01",
        "8.10 ",
        "8.10-",
        "10-KITTEN",
    ] {
        assert_eq!(resolved(unknown), None, "{unknown:?}");
    }
}

#[test]
fn a_target_is_a_place_below_the_base_url() {
    let catalog = catalog();
    let path = |version, repository, arch| {
        catalog.target(version, repository, arch).map(|target| target.path.to_string())
    };
    assert_eq!(path("9", "baseos", None).as_deref(), Ok("9.8/BaseOS/$basearch/os/"));
    assert_eq!(path("10.1", "baseos", Some("x86_64_v2")).as_deref(), Ok("10.2/BaseOS/x86_64_v2/os/"));
    assert_eq!(path("9", "crb", None).as_deref(), Ok("9.8/CRB/$basearch/os/"));
    assert_eq!(path("9", "raspberrypi-source", None).as_deref(), Ok("9.8/raspberrypi/Source"));
}

#[test]
fn versions_and_architectures_of_a_repository_count() {
    let catalog = catalog();
    let ask =
        |version, repository, arch| catalog.target(version, repository, arch).map_err(|e| e.to_string());
    let error = |version, repository, arch| ask(version, repository, arch).unwrap_err();
    assert!(error("9", "powertools", None).contains("Version \"9.8\" has no repository \"powertools\""));
    assert!(ask("8", "powertools", None).is_ok());
    // Machines of the module and of old releases ask for what the list does not name.
    assert!(ask("10-kitten", "crb", None).is_ok());
    assert!(ask("8.5", "crb", None).is_ok());
    assert!(error("9", "nfv", Some("aarch64")).contains("Allowed list of arches \"x86_64\""));
    assert!(error("9", "baseos", Some("sparc")).starts_with("Unknown architecture \"sparc\""));
    assert!(error("9", "baseos", Some("x86_64_v2")).starts_with("Unknown architecture"));
    assert!(error("10-kitten", "baseos", Some("aarch64")).starts_with("Unknown architecture"));
    assert!(error("9", "nosuch", None).starts_with("Unknown repository \"nosuch\""));
    assert!(error("7", "baseos", None).starts_with("Unknown version \"7\""));
    assert!(ask("8.5", "baseos", Some("aarch64")).is_ok());
}

#[test]
fn sources_and_old_releases_are_the_vaults() {
    let catalog = catalog();
    assert_eq!(catalog.target("9", "baseos-source", None).unwrap().tree, Tree::Vault);
    assert_eq!(catalog.target("8.5", "baseos", None).unwrap().tree, Tree::Vault);
}
