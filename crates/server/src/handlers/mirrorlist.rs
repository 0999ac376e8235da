use axum::Extension;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maneki_formats::mirrorlist;
use maneki_registry::Tree;
use maneki_select::{Slot, select};

use crate::asker::Asker;
use crate::clock;
use crate::params::Params;
use crate::refusal::Refusal;

/// `/mirrorlist/<version>/<repository>`: the list that dnf asks for.
pub(crate) async fn mirrorlist(
    Extension(asker): Extension<Asker>,
    path: Result<Path<(String, String)>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    let Path((version, repository)) = path.map_err(|_| Refusal::BadPath)?;
    let params = Params::parse(query.as_deref())?;
    let (snapshot, settings) = (&asker.edition.snapshot, &asker.edition.settings);
    let target = snapshot.catalog.target(&version, &repository, params.arch.as_deref())?;
    let filtered = params.are_filters();
    let query = params.into_query(target, settings.list_length.get());
    let slot = Slot::at(clock::unix_seconds(), settings.rotation.as_secs());
    let selection = select(snapshot, &asker.client(), &query, slot);
    let nobody = selection.choices.is_empty() && query.target.tree != Tree::Vault;
    if let Some(fallback) = settings.fallback_url.as_ref().filter(|_| nobody && !filtered) {
        return Ok(list(format!("{fallback}/{}", query.target.path)));
    }
    Ok(list(mirrorlist::write(snapshot, &query.target, &selection)))
}

/// A list depends on who asks: nobody may keep it for others.
fn list(text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, text).into_response()
}
