//! `/isos`: the images, their mirrors, and how to verify a download.

mod folder;

use std::collections::BTreeMap;

use askama::Template;
use maneki_mirror_model::{Arch, ModuleName, Version};
use maneki_mirror_registry::{Catalog, IsoFolder, Tree};

use crate::view::View;
pub use folder::iso_folder;
use maneki_ground_site::Texts;

#[derive(Template)]
#[template(path = "isos.html", whitespace = "minimize")]
struct IsosPage<'a> {
    view: &'a View<'a>,
    t: &'a Texts,
    module: Option<&'a ModuleName>,
    shelves: Vec<Shelf>,
}

/// Versions of one kind.
struct Shelf {
    /// The heading of the versions.
    title: String,
    /// Whether most visitors look for something else.
    is_old: bool,
    arches: Vec<Arch>,
    /// The newest first.
    versions: Vec<(Version, Vec<Option<IsoFolder>>)>,
}

/// The page of all versions and architectures; of a module alone, where one is named.
pub fn isos(view: &View<'_>, module: Option<&ModuleName>) -> String {
    let (t, catalog) = (view.texts(), &view.snapshot.catalog);
    let mut by_tree = BTreeMap::<Tree, Vec<IsoFolder>>::new();
    for folder in catalog.iso_folders().into_iter().chain(in_vault(catalog)) {
        by_tree.entry(folder.tree.clone()).or_default().push(folder);
    }
    by_tree.retain(|tree, _| module.is_none_or(|module| *tree == Tree::Module(module.clone())));
    let shelf = |(tree, folders): (Tree, Vec<IsoFolder>)| {
        let title = match &tree {
            Tree::Main => t.get("isos-current"),
            Tree::Module(module) => t.get("isos-module").arg("module", module.to_string()),
            Tree::Vault => t.get("isos-vault"),
        };
        Shelf::new(title.to_string(), tree == Tree::Vault, folders)
    };
    let shelves = by_tree.into_iter().map(shelf).collect();
    let page = IsosPage { view, t, module, shelves };
    view.page(&view.title(&page.title()), None, &page)
}

/// The folders of the versions that are only in the vault.
fn in_vault(catalog: &Catalog) -> Vec<IsoFolder> {
    let mut arches: Vec<&Arch> = catalog.arches.values().flatten().collect();
    arches.sort();
    arches.dedup();
    let folder = |version: &Version| {
        let version = version.to_string();
        arches.iter().filter_map(|arch| catalog.iso_folder(&version, arch.as_str()).ok()).collect::<Vec<_>>()
    };
    catalog.vault_versions.iter().flat_map(folder).filter(|folder| folder.tree == Tree::Vault).collect()
}

impl Shelf {
    fn new(title: String, is_old: bool, folders: Vec<IsoFolder>) -> Self {
        let mut arches: Vec<Arch> = folders.iter().map(|folder| folder.arch.clone()).collect();
        arches.sort();
        arches.dedup();
        let mut by_version = BTreeMap::<Version, Vec<IsoFolder>>::new();
        for folder in folders {
            by_version.entry(folder.version.clone()).or_default().push(folder);
        }
        let row = |(version, folders): (Version, Vec<IsoFolder>)| {
            let of = |arch: &Arch| folders.iter().find(|folder| folder.arch == *arch).cloned();
            (version, arches.iter().map(of).collect())
        };
        let versions = by_version.into_iter().rev().map(row).collect();
        Self { title, is_old, arches, versions }
    }
}

impl IsosPage<'_> {
    fn title(&self) -> String {
        match self.module {
            Some(module) => self.t.get("isos-title-of").arg("module", module.as_str()).to_string(),
            None => self.t.get("isos-title").to_string(),
        }
    }

    fn link(&self, folder: &IsoFolder) -> String {
        link(self.view, folder)
    }
}

/// The page of a folder.
fn link(view: &View<'_>, folder: &IsoFolder) -> String {
    let IsoFolder { tree, version, arch, .. } = folder;
    let module = match tree {
        Tree::Module(module) => format!("/{module}"),
        Tree::Main | Tree::Vault => String::new(),
    };
    view.request().link(&format!("{module}/isos/{arch}/{version}"))
}
