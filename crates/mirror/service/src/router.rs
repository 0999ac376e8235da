use std::sync::Arc;

use axum::Router;
use axum::routing::{MethodRouter, get};

use crate::handlers::{api, debug};
use crate::pages;
use crate::published::Published;
use crate::refusal::Refusal;

/// All routes of the room except lists, which are answered before the router.
pub(crate) fn router(published: Arc<Published>) -> Router {
    let routes: [(&str, MethodRouter<Arc<Published>>); 17] = [
        ("", get(pages::main)),
        ("/{module}", get(pages::module)),
        ("/mirrors/{name}", get(pages::mirror)),
        ("/mirrors/{name}/badge.svg", get(pages::badge)),
        ("/status.atom", get(pages::feed)),
        ("/isos", get(pages::isos)),
        ("/isos.html", get(pages::isos)),
        ("/isos/{arch}/{version}", get(pages::iso_folder)),
        ("/{module}/isos", get(pages::isos_of_module)),
        ("/{module}/isos.html", get(pages::isos_of_module)),
        ("/{module}/isos/{arch}/{version}", get(pages::iso_folder_of_module)),
        ("/propagation", get(pages::propagation)),
        ("/explain", get(pages::explain)),
        ("/debug/html/all", get(pages::all)),
        ("/debug/json/ip_info", get(debug::ip_info)),
        ("/debug/json/nearest_mirrors", get(debug::nearest_mirrors)),
        ("/debug/json/all_mirrors", get(debug::all_mirrors)),
    ];
    routes
        .into_iter()
        // With and without a slash at the end, like the service that Maneki replaces.
        .flat_map(|(path, route)| [(path.to_owned(), route.clone()), (format!("{path}/"), route)])
        .filter(|(path, _)| !path.is_empty())
        .fold(Router::new(), |router, (path, route)| router.route(&path, route))
        .merge(api::router())
        .fallback(pages::not_found)
        .method_not_allowed_fallback(|| async { Refusal::Method })
        .with_state(published)
}
