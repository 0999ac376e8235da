//! The schemas and the linter agree: a file whose form one of them refuses does not pass the other.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "fixtures are files")]

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use maneki_ground_diagnostics::{Diagnostic, Severity, concise};
use maneki_ground_yaml::{Node, ScalarKind, Value as Tree, compose};
use maneki_mirror_lint::{Options, Schema, check};
use maneki_mirror_registry::{DIALECT, SourceFile, SourceTree};
use maneki_testkit::{example_registry, shared};
use serde_json::{Map, Value};

/// Rules that no schema can express, because they need other files, lists or arithmetic, or because the value is
/// read anyway.
const BEYOND_SCHEMAS: &[&str] = &[
    "address-not-public",
    "arch-unknown",
    "asn-reserved",
    "cidr-host-bits",
    "cidr-too-wide",
    "city-unknown",
    "cloud-region-unknown",
    "config-version-too-low",
    "duplicate-key",
    "duplicate-name",
    "duplicate-url",
    "duplicated-version-invalid",
    "duplicated-version-unknown",
    "file-name-differs",
    "file-unreadable",
    "host-differs-from-name",
    "host-not-public",
    "listed-twice",
    "merge-key",
    "mirrors-dir-missing",
    "module-name-unusable",
    "module-unknown",
    "monopoly-conflict",
    "no-mirrors",
    "number-notation",
    "repository-arch-unknown",
    "repository-path-slashes",
    "repository-path-twice",
    "repository-version-unknown",
    "subnet-not-public",
    "subnet-overlap",
    "swapped-names",
    "unquoted-boolean",
    "update-frequency-slow",
    "url-address-literal",
    "url-not-ascii",
    "version-listed-twice",
    "version-tag-unknown",
    "version-without-arches",
    "wrong-extension",
    "yaml-syntax",
];

fn validator(of: Schema) -> Validator {
    let schema: Value = serde_json::from_str(&of.json()).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

/// The value of a tree as an editor sees it.
fn value(node: &Node) -> Value {
    match &node.value {
        Tree::Sequence(items) => items.iter().map(value).collect(),
        Tree::Mapping(mapping) => {
            let keys = mapping.entries.iter().map(|entry| entry.key.clone());
            let pairs = keys.filter_map(|key| Some((key.clone(), value(&mapping.get(&key)?.node))));
            pairs.collect::<Map<_, _>>().into()
        }
        Tree::Scalar(scalar) => match scalar.kind {
            ScalarKind::Null => Value::Null,
            ScalarKind::Boolean(truth) => truth.into(),
            ScalarKind::Integer(integer) => integer.value.map_or(f64::MAX.into(), Value::from),
            ScalarKind::Float => scalar.text.parse::<f64>().map_or(Value::Null, Value::from),
            ScalarKind::Text => scalar.text.clone().into(),
        },
    }
}

fn agree(file: &SourceFile, schema: &Validator, found: &[Diagnostic]) {
    let Some(tree) = file.text.as_ref().ok().and_then(|text| compose(text, &DIALECT).ok()) else { return };
    let of_file: Vec<&Diagnostic> =
        found.iter().filter(|found| found.path == file.path && found.severity != Severity::Info).collect();
    let lines: Vec<String> = of_file.iter().map(|found| concise(found)).collect();
    let instance = value(&tree.root);
    let problems: Vec<String> =
        schema.iter_errors(&instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    if problems.is_empty() {
        let missed = of_file.iter().find(|found| !BEYOND_SCHEMAS.contains(&found.code.0));
        assert!(missed.is_none(), "{}: the schema accepts what the linter reports: {lines:#?}", file.path);
    } else {
        assert!(
            !lines.is_empty(),
            "{}: the linter accepts what the schema reports: {problems:#?}",
            file.path
        );
    }
}

fn registries() -> Vec<PathBuf> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(fixtures).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.push(example_registry());
    folders.extend(shared("data/almalinux-registry"));
    folders.sort();
    folders
}

#[test]
fn schemas_and_linter_agree_on_every_file() {
    let (mirror, config) = (validator(Schema::Mirror), validator(Schema::Config));
    for folder in registries() {
        let source = SourceTree::read_lenient(&folder).unwrap();
        let found = check(&source, &Options::default());
        agree(&source.config, &config, &found);
        source.mirrors.iter().for_each(|file| agree(file, &mirror, &found));
    }
}

#[test]
fn every_good_fixture_is_valid() {
    let (mirror, config) = (validator(Schema::Mirror), validator(Schema::Config));
    for folder in registries().into_iter().filter(|folder| folder.to_string_lossy().ends_with(".good")) {
        let source = SourceTree::read_lenient(&folder).unwrap();
        let tree = |file: &SourceFile| value(&compose(file.text.as_deref().unwrap(), &DIALECT).unwrap().root);
        assert!(config.is_valid(&tree(&source.config)), "{}", folder.display());
        for file in &source.mirrors {
            assert!(mirror.is_valid(&tree(file)), "{}", file.path);
        }
    }
}
