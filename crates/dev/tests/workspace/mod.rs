//! The workspace as Cargo sees it, limited to the targets of `deny.toml`.

#![expect(clippy::disallowed_methods, reason = "these tests read files of the repository")]
#![expect(clippy::panic, clippy::unwrap_used, reason = "tests panic, also in their own functions")]

use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, MetadataCommand};

/// A file of the repository.
pub(crate) fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(relative)
}

/// A TOML file of the repository.
pub(crate) fn toml(relative: &str) -> toml::Table {
    let path = path(relative);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All packages that are compiled for the targets of `deny.toml`, with their dependencies.
pub(crate) fn metadata() -> Metadata {
    let deny = toml("deny.toml");
    let targets = deny["graph"]["targets"].as_array().unwrap();
    let platforms = targets.iter().map(|target| format!("--filter-platform={}", target.as_str().unwrap()));
    MetadataCommand::new()
        .manifest_path(path("Cargo.toml"))
        .other_options(std::iter::once("--locked".to_owned()).chain(platforms).collect::<Vec<_>>())
        .exec()
        .unwrap_or_else(|error| panic!("{error}"))
}
