//! Dependencies are declared once, in the root manifest, each with a sentence that says why it is used.

#![expect(clippy::disallowed_methods, reason = "these tests read files of the repository")]
#![expect(clippy::unwrap_used, reason = "tests panic, also in their own functions")]

mod workspace;

use std::collections::BTreeSet;

/// The external dependencies in the root manifest, each with the comment above it.
fn explained(manifest: &str) -> Vec<(&str, String)> {
    let section =
        manifest.split("\n[").find(|section| section.starts_with("workspace.dependencies]")).unwrap();
    let mut comment = String::new();
    let mut found = Vec::new();
    for line in section.lines().skip(1) {
        match (line.strip_prefix('#'), line.split_once(" = ")) {
            (Some(text), _) => comment.push_str(text),
            (None, Some((name, value))) if !value.contains("path = ") => {
                found.push((name, std::mem::take(&mut comment).trim().to_owned()));
            }
            _ => comment.clear(),
        }
    }
    found
}

/// The dependencies of a crate, and whether each is inherited from the root manifest.
fn dependencies(manifest: &toml::Table) -> Vec<(&str, bool)> {
    let targets = manifest.get("target").and_then(|value| value.as_table());
    let targets = targets.into_iter().flatten().filter_map(|(_, value)| value.as_table());
    std::iter::once(manifest)
        .chain(targets)
        .flat_map(|table| {
            ["dependencies", "dev-dependencies", "build-dependencies"].map(|key| table.get(key))
        })
        .filter_map(|table| table?.as_table())
        .flatten()
        .map(|(name, value)| (name.as_str(), value.get("workspace").is_some()))
        .collect()
}

#[test]
fn every_dependency_has_a_sentence_above_it() {
    let manifest = std::fs::read_to_string(workspace::path("Cargo.toml")).unwrap();
    let explained = explained(&manifest);
    assert!(!explained.is_empty());
    for (name, comment) in explained {
        assert!(
            comment.ends_with('.') && comment.contains(' '),
            "Cargo.toml: write a sentence directly above `{name}` that says why it is used"
        );
    }
}

#[test]
fn dependencies_are_inherited_from_the_root_manifest_and_all_are_used() {
    let root = workspace::toml("Cargo.toml");
    let offered = root["workspace"]["dependencies"].as_table().unwrap().iter();
    // A crate of the workspace may wait for its first user.
    let external = offered.filter(|(_, value)| value.get("path").is_none());
    let mut unused: BTreeSet<&str> = external.map(|(name, _)| name.as_str()).collect();
    for package in workspace::metadata().workspace_packages() {
        let manifest = std::fs::read_to_string(&package.manifest_path).unwrap().parse().unwrap();
        for (name, inherited) in dependencies(&manifest) {
            assert!(inherited, "{}: write `{name}.workspace = true`", package.manifest_path);
            unused.remove(name);
        }
    }
    assert!(unused.is_empty(), "Cargo.toml: no crate uses {unused:?}");
}

#[test]
fn a_comment_counts_only_directly_above() {
    let manifest = "[workspace]\n\n[workspace.dependencies]\n# One\n# sentence.\na = \"1\"\nb = \"1\"\n# Lost.\n\n\
                    c = \"1\"\n# Ours.\nd = { path = \"d\" }\ne = \"1\"\n\n[profile]\nf = 1\n";
    let none = String::new;
    assert_eq!(
        explained(manifest),
        [("a", "One sentence.".to_owned()), ("b", none()), ("c", none()), ("e", none())]
    );
}
