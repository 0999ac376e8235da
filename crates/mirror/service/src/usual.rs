//! What nearly all clients ask for, word for word.

use maneki_mirror_model::Version;
use maneki_mirror_registry::{Catalog, Target};
use rustc_hash::FxHashMap;

/// The places that clients ask for, by what stands behind the word in the URL: `9/baseos?arch=x86_64` of a
/// `/mirrorlist/` or a `/metalink/`, `9/x86_64` of an `/iso/`.
///
/// Whoever asks in other words (a percent sign, another argument, an old point release) is understood as well, and
/// his words are taken apart for it. Here they are only looked up.
#[derive(Debug, Default)]
pub(crate) struct Usual {
    repositories: FxHashMap<Box<str>, Target>,
    folders: FxHashMap<Box<str>, Target>,
}

impl Usual {
    /// Those of a distribution.
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

    /// The place of a repository.
    pub(crate) fn repository(&self, asked: &str) -> Option<&Target> {
        self.repositories.get(asked)
    }

    /// The place of a folder of images.
    pub(crate) fn folder(&self, asked: &str) -> Option<&Target> {
        self.folders.get(asked)
    }
}
