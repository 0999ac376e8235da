//! `/`, `/<module>` and `/debug/html/all`: tables of mirrors.

use axum::extract::Path;
use axum::response::Response;
use maneki_mirror_model::{ModuleName, Version};
use maneki_mirror_pages::{Scope, mirrors};
use maneki_mirror_registry::{Catalog, Target, Tree};
use maneki_mirror_select::{Choice, Query, Rung, select};
use maneki_mirror_snapshot::MirrorId;

use super::{Keep, Visit, not_found};
use maneki_ground_web::now;

/// The number of nearest mirrors that a page marks.
const NEAREST: usize = 10;

/// `/`: the mirrors of the distribution.
pub(crate) async fn main(visit: Visit) -> Response {
    public(visit, Tree::Main).await
}

/// `/<module>`: the mirrors of an optional module.
pub(crate) async fn module(visit: Visit, path: Option<Path<String>>) -> Response {
    let modules = &visit.edition().snapshot.catalog.modules;
    let named = |Path(name): Path<String>| modules.keys().find(|module| module.as_str() == name).cloned();
    match path.and_then(named) {
        Some(module) => public(visit, Tree::Module(module)).await,
        None => not_found(visit).await,
    }
}

async fn public(visit: Visit, tree: Tree) -> Response {
    let nearest = nearest(&visit, &tree);
    visit.page(Keep::Visitor, move |view| mirrors(view, &Scope::Public(tree), &nearest)).await
}

/// `/debug/html/all`: every mirror. Private ones and e-mail addresses require the token.
pub(crate) async fn all(visit: Visit) -> Response {
    let audience = visit.audience();
    visit.page(Keep::Nobody, move |view| mirrors(view, &Scope::Everything(audience), &[])).await
}

/// The public mirrors that the visitor's machine would get for the newest version, with their distances. None if the
/// visitor's location is unknown.
fn nearest(visit: &Visit, tree: &Tree) -> Vec<(MirrorId, Option<u32>)> {
    let edition = visit.edition();
    let snapshot = &edition.snapshot;
    let Some(target) = newest(&snapshot.catalog, tree) else { return Vec::new() };
    let client = edition.client(visit.asker.address);
    let slot = edition.slot(now());
    // Private mirrors are selected first, but not shown.
    let selection = select(snapshot, &client, &Query::new(target, 2 * NEAREST), slot);
    let is_told =
        |choice: &Choice| choice.rung != Rung::Anywhere && snapshot.entry(choice.mirror).mirror.is_public();
    let told = selection.choices.iter().filter(|choice| is_told(choice)).take(NEAREST);
    told.map(|choice| (choice.mirror, choice.distance_km(snapshot, &client))).collect()
}

/// A repository of the newest released version.
fn newest(catalog: &Catalog, tree: &Tree) -> Option<Target> {
    let released =
        |version: &&Version| version.tag().is_none() && !catalog.duplicated_versions.contains_key(*version);
    let version = match tree {
        Tree::Main => catalog.versions.iter().filter(released).max().or(catalog.versions.last())?.clone(),
        Tree::Module(module) => of_module(catalog, module)?,
        Tree::Vault => return None,
    };
    let version = version.to_string();
    catalog.repositories.keys().find_map(|name| {
        let target = catalog.target(&version, name.as_str(), None).ok()?;
        (target.tree == *tree).then_some(target)
    })
}

fn of_module(catalog: &Catalog, module: &ModuleName) -> Option<Version> {
    let newest = catalog.modules.get(module)?.iter().max()?;
    Some(Version::new(newest.release(), Some(module.as_str())))
}
