//! The requests of nearly all clients, looked up by their exact URL.

use maneki_mirror_model::Version;
use maneki_mirror_registry::{Catalog, Target};
use rustc_hash::FxHashMap;

/// The targets of common requests, by the rest of the URL: `9/baseos?arch=x86_64` after `/mirrorlist/` or `/metalink/`,
/// `9/x86_64` after `/iso/`.
///
/// Requests spelled differently (a percent sign, another parameter, an old point release) work too, but are parsed. This
/// table is the lookup for the common spelling.
#[derive(Debug, Default)]
pub(crate) struct Usual {
    repositories: FxHashMap<Box<str>, Target>,
    folders: FxHashMap<Box<str>, Target>,
}

impl Usual {
    /// The common requests for a distribution.
    pub(crate) fn of(catalog: &Catalog) -> Self {
        let mut usual = Self::default();
        let listed = catalog.versions.iter().chain(&catalog.vault_versions).cloned();
        for version in listed.chain(catalog.module_versions()) {
            usual.add(catalog, &version);
        }
        usual
    }

    fn add(&mut self, catalog: &Catalog, version: &Version) {
        let arches = catalog.arches_in(version);
        for name in catalog.repositories.keys() {
            let mut add = |asked: String, arch: Option<&str>| {
                if let Ok(target) = catalog.target(version.as_str(), name.as_str(), arch) {
                    self.repositories.insert(asked.into(), target);
                }
            };
            add(format!("{version}/{name}"), None);
            for arch in &arches {
                add(format!("{version}/{name}?arch={arch}"), Some(arch.as_str()));
            }
        }
        for arch in arches {
            if let Ok(folder) = catalog.iso_folder(version.as_str(), arch.as_str()) {
                self.folders.insert(format!("{version}/{arch}").into(), folder.target());
            }
        }
    }

    /// The target of a repository.
    pub(crate) fn repository(&self, asked: &str) -> Option<&Target> {
        self.repositories.get(asked)
    }

    /// The target of a folder of images.
    pub(crate) fn folder(&self, asked: &str) -> Option<&Target> {
        self.folders.get(asked)
    }
}
