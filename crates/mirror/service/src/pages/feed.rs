//! `/status.atom` and `/mirrors/<name>.atom`: feeds of changes.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maneki_mirror_health::Change;
use maneki_mirror_model::MirrorName;
use maneki_mirror_pages::{Feed, feed as written};
use maneki_mirror_store::Entry;

use super::Visit;
use crate::past::NotKnown;
use crate::published::Published;

/// The number of changes in a feed.
const CHANGES: u32 = 100;

/// The feed of all public mirrors.
pub(crate) async fn feed(State(published): State<Arc<Published>>, visit: Visit) -> Response {
    let news = published.past.news(CHANGES).await;
    let snapshot = &visit.edition().snapshot;
    // A mirror that was removed may have been private.
    let is_public = |change: &Change| {
        let known = snapshot.find(change.mirror.as_str()).map(|id| &snapshot.entry(id).mirror);
        known.is_some_and(|mirror| !mirror.private)
    };
    let news = news.map(|news| news.into_iter().filter(|entry| is_public(&entry.change)).collect());
    answer(visit, news, None).await
}

/// The feed of one mirror.
pub(super) async fn feed_of(visit: Visit, published: &Published, name: MirrorName) -> Response {
    let history = published.past.history(&name, CHANGES, None).await;
    answer(visit, history, Some(name)).await
}

async fn answer(visit: Visit, changes: Result<Vec<Entry>, NotKnown>, mirror: Option<MirrorName>) -> Response {
    // Without a history, no change is known.
    let changes: Vec<(i64, Change)> =
        changes.unwrap_or_default().into_iter().map(|entry| (entry.number, entry.change)).collect();
    let feed = visit
        .write(move |view| {
            let mirror = mirror.as_ref().map(MirrorName::as_str);
            written(view, Feed { mirror, changes: &changes })
        })
        .await;
    let feed = match feed {
        Ok(feed) => feed,
        Err(error) => return error,
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")),
        (header::VARY, HeaderValue::from_static("Accept-Language")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, feed).into_response()
}
