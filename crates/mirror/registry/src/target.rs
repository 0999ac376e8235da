use std::borrow::Cow;

use maneki_mirror_model::{Arch, ModuleName, RepositoryPath, Version};

use crate::catalog::Catalog;

/// What a client asks for: a place below the base URL of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The version that is meant, which is not always the one that was asked for.
    pub version: Version,
    /// Which tree it lies in.
    pub tree: Tree,
    /// The path below the base URL: `9.8/BaseOS/$basearch/os/`.
    pub path: Box<str>,
}

/// A tree of files that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tree {
    /// The distribution itself, on every mirror.
    Main,
    /// An optional module, on the mirrors that carry it.
    Module(ModuleName),
    /// Old releases, sources and debug information, on the vault alone.
    Vault,
}

/// Something was asked for that the distribution does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotFound(String);

impl Target {
    pub(crate) fn new(version: Version, tree: Tree, path: &RepositoryPath, arch: Option<&Arch>) -> Self {
        let path = arch.map_or(Cow::Borrowed(path.as_str()), |arch| Cow::Owned(path.in_arch(arch)));
        Self { path: [version.as_str(), "/", &path].concat().into(), version, tree }
    }
}

impl NotFound {
    pub(crate) fn repository(asked: &str, catalog: &Catalog) -> Self {
        let allowed = list(catalog.repositories.keys());
        Self(format!("Unknown repository \"{}\". Allowed list of repositories \"{allowed}\"", shown(asked)))
    }

    pub(crate) fn version(asked: &str, catalog: &Catalog) -> Self {
        let modules: Vec<Version> = catalog.module_versions().collect();
        let allowed = list(catalog.versions.iter().chain(&catalog.vault_versions).chain(&modules));
        Self(format!("Unknown version \"{}\". Allowed list of versions \"{allowed}\"", shown(asked)))
    }

    pub(crate) fn arch<'a>(asked: &str, allowed: impl Iterator<Item = &'a Arch>) -> Self {
        let allowed = list(allowed);
        Self(format!("Unknown architecture \"{}\". Allowed list of arches \"{allowed}\"", shown(asked)))
    }

    pub(crate) fn combination(repository: &str, version: &Version) -> Self {
        Self(format!("Version \"{version}\" has no repository \"{}\"", shown(repository)))
    }
}

fn list<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<Vec<_>>().join(", ")
}

/// What a stranger asked for, short enough to be repeated.
fn shown(asked: &str) -> String {
    asked.chars().take(60).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
