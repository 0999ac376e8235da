use std::borrow::Cow;

use maneki_mirror_model::{Arch, ModuleName, RepositoryPath, Version};

/// A place below the base URL of a tree: what a client requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The version in the path. A request may name it by an alias.
    pub version: Version,
    pub tree: Tree,
    /// The path below the base URL: `9.8/BaseOS/$basearch/os/`.
    pub path: Box<str>,
}

/// A tree of files with base URLs of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tree {
    /// The distribution itself, on every mirror.
    Main,
    /// An optional module, on the mirrors that carry it.
    Module(ModuleName),
    /// Old releases, sources and debug information, on the vault alone.
    Vault,
}

impl Target {
    pub(crate) fn new(version: Version, tree: Tree, path: &RepositoryPath, arch: Option<&Arch>) -> Self {
        let path = arch.map_or(Cow::Borrowed(path.as_str()), |arch| Cow::Owned(path.in_arch(arch)));
        Self { path: [version.as_str(), "/", &path].concat().into(), version, tree }
    }
}
