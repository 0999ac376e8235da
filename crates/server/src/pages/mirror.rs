//! `/mirrors/<name>`: everything about one mirror.

use axum::extract::Path;
use axum::response::Response;
use maneki_formats::Audience;
use maneki_site::mirror as written;

use super::nothing::no_mirror;
use super::{Keep, Visit, nothing};
use crate::audience::audience;

/// The page of a mirror. Of a private one only the administrator learns that it is there.
pub(crate) async fn mirror(visit: Visit, path: Option<Path<String>>) -> Response {
    let Some(Path(name)) = path else { return nothing(visit).await };
    let audience = audience(&visit.edition().settings, &visit.headers);
    let snapshot = &visit.edition().snapshot;
    let is_told = |private: bool| !private || audience == Audience::Administrator;
    let known = snapshot.find(&name).filter(|id| is_told(snapshot.entry(*id).mirror.private));
    let Some(id) = known else { return no_mirror(visit, name).await };
    let keep = if audience == Audience::Administrator { Keep::Nobody } else { Keep::Everybody };
    visit.page(keep, (), move |frame| written(frame, frame.snapshot.entry(id))).await
}
