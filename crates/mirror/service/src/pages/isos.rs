//! `/isos…` and `/<module>/isos…`: the installation images, and the mirrors that have them.

use axum::extract::Path;
use axum::response::Response;
use maneki_mirror_model::{ModuleName, Version};
use maneki_mirror_pages::{View, iso_folder as folder_written, isos as written};
use maneki_mirror_registry::{Catalog, IsoFolder, Tree};
use maneki_mirror_select::isos as found;

use super::{Keep, Visit, not_found};
use maneki_ground_web::now;

/// `/isos`: every version and architecture.
pub(crate) async fn isos(visit: Visit) -> Response {
    visit.page(Keep::Everybody, move |view| written(view, None)).await
}

/// `/<module>/isos`: every version and architecture of a module.
pub(crate) async fn isos_of_module(visit: Visit, path: Option<Path<String>>) -> Response {
    let Some(module) = path.and_then(|Path(name)| module(&visit, &name)) else {
        return not_found(visit).await;
    };
    visit.page(Keep::Everybody, move |view| written(view, Some(&module))).await
}

/// `/isos/<arch>/<version>`: the images of one version and architecture, and the mirrors that have them.
pub(crate) async fn iso_folder(visit: Visit, path: Option<Path<(String, String)>>) -> Response {
    let meant = |(arch, version): (String, String)| {
        visit.edition().snapshot.catalog.iso_folder(without_extension(&version), &arch).ok()
    };
    let folder = path.and_then(|Path(names)| meant(names));
    told(visit, folder).await
}

/// `/<module>/isos/<arch>/<version>`: the same for a module. The version can be that of the distribution.
pub(crate) async fn iso_folder_of_module(
    visit: Visit,
    path: Option<Path<(String, String, String)>>,
) -> Response {
    let meant = |(name, arch, version): (String, String, String)| {
        let module = module(&visit, &name)?;
        of_module(&visit.edition().snapshot.catalog, &module, &arch, without_extension(&version))
    };
    let folder = path.and_then(|Path(names)| meant(names));
    told(visit, folder).await
}

async fn told(visit: Visit, folder: Option<IsoFolder>) -> Response {
    let Some(folder) = folder else { return not_found(visit).await };
    let edition = visit.edition();
    let (client, limit) = (edition.client(visit.asker.address), edition.lists.length.get());
    let slot = edition.slot(now());
    let write = move |view: &View<'_>| {
        let isos = found(view.snapshot, &client, &folder, limit, slot);
        folder_written(view, &folder, &isos, &client)
    };
    visit.page(Keep::Visitor, write).await
}

fn module(visit: &Visit, name: &str) -> Option<ModuleName> {
    let modules = &visit.edition().snapshot.catalog.modules;
    modules.keys().find(|module| module.as_str() == name).cloned()
}

fn of_module(catalog: &Catalog, module: &ModuleName, arch: &str, version: &str) -> Option<IsoFolder> {
    let asked: Version = version.parse().ok()?;
    let tagged = Version::new(asked.release(), Some(asked.tag().unwrap_or(module.as_str())));
    let folder = catalog.iso_folder(tagged.as_str(), arch).ok()?;
    (folder.tree == Tree::Module(module.clone())).then_some(folder)
}

/// The version in a path, which can have the extension of a file.
fn without_extension(version: &str) -> &str {
    version.strip_suffix(".html").unwrap_or(version)
}
