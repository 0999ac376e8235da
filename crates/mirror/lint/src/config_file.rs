use std::sync::Arc;

use maneki_ground_diagnostics::Span;
use maneki_ground_yaml::{Mapping, Node};
use maneki_mirror_registry::ParsedFile;

/// `config.yml` as rules look at it: every value with its place.
#[derive(Debug)]
pub(crate) struct ConfigFile {
    pub(crate) path: Arc<str>,
    file: Arc<ParsedFile>,
}

impl ConfigFile {
    /// The view of a file; `None` if it is not a group of keys.
    pub(crate) fn new(file: &Arc<ParsedFile>) -> Option<Self> {
        file.root()?;
        Some(Self { path: Arc::clone(&file.path), file: Arc::clone(file) })
    }

    /// The keys of the file.
    pub(crate) fn root(&self) -> &Mapping {
        self.file.root().expect("`new` refuses a file without keys")
    }

    /// The items of a list of versions at the top level, as they are written.
    pub(crate) fn versions(&self, key: &str) -> Vec<(&str, Span)> {
        Self::list(self.root(), key)
    }

    /// A group of keys at the top level.
    pub(crate) fn group(&self, key: &str) -> Option<&Mapping> {
        self.root().get(key).and_then(|entry| entry.node.mapping())
    }

    pub(crate) fn repositories(&self) -> impl Iterator<Item = &Mapping> {
        let items = self.root().get("repos").and_then(|entry| entry.node.items()).unwrap_or_default();
        items.iter().filter_map(Node::mapping)
    }

    /// The versions with a list of architectures, each with its list.
    pub(crate) fn arches(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        let entries = self.group("arches").into_iter().flat_map(|group| &group.entries);
        entries.map(|entry| {
            (entry.key.as_str(), Self::items(&entry.node).into_iter().map(|(arch, _)| arch).collect())
        })
    }

    /// The versions of modules as requests name them: `10-kitten`.
    pub(crate) fn module_versions(&self) -> Vec<String> {
        let modules = self.group("optional_module_versions").into_iter().flat_map(|group| &group.entries);
        let versions = modules.flat_map(|entry| {
            Self::items(&entry.node).into_iter().map(|(version, _)| format!("{version}-{}", entry.key))
        });
        versions.collect()
    }

    /// The texts of a list under a key.
    pub(crate) fn list<'a>(mapping: &'a Mapping, key: &str) -> Vec<(&'a str, Span)> {
        mapping.get(key).map(|entry| Self::items(&entry.node)).unwrap_or_default()
    }

    /// The texts of a list.
    pub(crate) fn items(node: &Node) -> Vec<(&str, Span)> {
        let items = node.items().unwrap_or_default().iter();
        items.filter_map(|item| item.scalar().map(|scalar| (scalar.text.as_str(), item.span))).collect()
    }
}
