//! Every format, over a registry with good and bad files.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests write the folders that they check")]

use std::fs;
use std::path::Path;

use maneki_ground_diagnostics::ToolRule;
use maneki_mirror_lint::{Format, Linted, Options, RULES, lint};
use maneki_testkit::example_registry;
use serde_json::Value;

const CONFIG: &str = include_str!("fixtures/country-not-iso.good/config.yml");
const MIRROR: &str = include_str!("fixtures/country-not-iso.good/mirrors.d/mirror.example.org.yml");

/// Three files are broken in different ways, and one is good.
fn linted(folder: &Path) -> Linted {
    let mirrors = folder.join("mirrors.d");
    fs::create_dir(&mirrors).unwrap();
    fs::write(folder.join("config.yml"), CONFIG).unwrap();
    let named = |name: &str| MIRROR.replace("mirror.example.org", name);
    fs::write(mirrors.join("a.example.org.yml"), "name: [\n").unwrap();
    fs::write(mirrors.join("b.example.org.yml"), named("b.example.org").replace("GB", "UK")).unwrap();
    let secret = named("c.example.org").replace("http://", "http://user:hunter2@");
    fs::write(mirrors.join("c.example.org.yml"), secret).unwrap();
    fs::write(mirrors.join("d.example.org.yml"), named("d.example.org")).unwrap();
    lint(&[folder], None, &Options::default())
}

fn rules() -> Vec<ToolRule<'static>> {
    RULES.iter().map(|rule| rule.doc.tool_rule()).collect()
}

fn rendered(format: Format) -> String {
    let folder = tempfile::tempdir().unwrap();
    let linted = linted(folder.path());
    let root = format!("{}/", folder.path().display());
    let printed = format.render(&linted, &rules(), false, "0.0.0");
    assert!(!printed.contains("hunter2"), "{printed}");
    printed.replace(&root, "").replace(&format!("file:///{}", root.trim_start_matches('/')), "")
}

#[test]
fn a_bad_file_does_not_stop_the_others() {
    assert_eq!(
        rendered(Format::Concise),
        "\
mirrors.d/a.example.org.yml:1:7: error[yaml-syntax]: this `[` is never closed
mirrors.d/b.example.org.yml:8:24: warning[country-not-iso]: `geolocation.country`: `UK` is not an ISO 3166-1 country code; it is read as GB: write `GB`
mirrors.d/c.example.org.yml:3:9: error[url-invalid]: `address.http`: the URL holds a password, which every client would see; remove it, and change the password
"
    );
}

#[test]
fn people_see_the_place_and_a_summary() {
    assert_eq!(
        rendered(Format::Full),
        "\
error[yaml-syntax]: this `[` is never closed
 --> mirrors.d/a.example.org.yml:1:7
  |
1 | name: [
  |       ^

warning[country-not-iso]: `geolocation.country`: `UK` is not an ISO 3166-1 country code
 --> mirrors.d/b.example.org.yml:8:24
  |
8 | geolocation: {country: UK}
  |                        ^^
  |
  = help: it is read as GB: write `GB`

error[url-invalid]: `address.http`: the URL holds a password, which every client would see
 --> mirrors.d/c.example.org.yml:3:9
  |
3 |   http: http://************@c.example.org/os/
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: remove it, and change the password

5 files: 2 errors, 1 warning, 0 infos; 1 fixable with `--fix`
"
    );
}

#[test]
fn github_shows_annotations() {
    assert_eq!(
        rendered(Format::Github).lines().nth(1).unwrap(),
        "::warning file=mirrors.d/b.example.org.yml,line=8,col=24,endLine=8,endColumn=26,title=country-not-iso::\
         `geolocation.country`: `UK` is not an ISO 3166-1 country code; it is read as GB: write `GB`"
    );
}

#[test]
fn json_is_one_document() {
    let document: Value = serde_json::from_str(&rendered(Format::Json)).unwrap();
    assert_eq!(document["diagnostics"].as_array().unwrap().len(), 3);
    assert_eq!(document["summary"]["errors"], 2);
    assert_eq!(document["diagnostics"][1]["fix"]["applicability"], "safe");
}

/// The properties that the published schema of SARIF 2.1.0 requires.
#[test]
fn sarif_has_the_properties_that_its_schema_requires() {
    let log: Value = serde_json::from_str(&rendered(Format::Sarif)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"].as_array().unwrap()[0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), RULES.len());
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(result["message"]["text"].is_string());
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].is_string());
        for key in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][key].as_u64().unwrap() >= 1);
        }
    }
}

#[test]
fn every_format_is_found_by_its_word() {
    for &format in Format::ALL {
        assert_eq!(format.word().parse(), Ok(format));
    }
    assert!("xml".parse::<Format>().is_err());
}

#[test]
fn the_example_registry_has_neither_errors_nor_warnings() {
    let linted = lint(&[example_registry()], None, &Options::default());
    assert!(!linted.summary().fails(true), "{}", Format::Concise.render(&linted, &[], false, ""));
}
