//! `/mirrors/<name>`: everything about one mirror.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::SignedDuration;
use maneki_mirror_formats::Audience;
use maneki_mirror_health::{Change, Lag};
use maneki_mirror_model::MirrorName;
use maneki_mirror_pages::{About, Past, View, mirror as written};

use super::feed::feed_of;
use super::not_found::no_mirror;
use super::{Keep, Visit, not_found};
use crate::published::Published;
use maneki_ground_web::now;

/// The time that a page covers.
const PAST: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The number of changes on a page.
const CHANGES: u32 = 100;

/// The page of a mirror, or its feed. Only the administrator can see that a private mirror exists.
pub(crate) async fn mirror(
    State(published): State<Arc<Published>>,
    visit: Visit,
    path: Option<Path<String>>,
) -> Response {
    let Some(Path(name)) = path else { return not_found(visit).await };
    let audience = visit.audience();
    let snapshot = &visit.edition().snapshot;
    let is_told = |private: bool| !private || audience == Audience::Administrator;
    let find = |name: &str| snapshot.find(name).filter(|id| is_told(snapshot.entry(*id).mirror.private));
    let Some(id) = find(&name) else {
        let of = name.strip_suffix(".atom").and_then(find);
        return match of.map(|id| &snapshot.entry(id).mirror).filter(|mirror| !mirror.private) {
            Some(mirror) => {
                let name = mirror.name.clone();
                feed_of(visit, &published, name).await
            }
            None => no_mirror(visit, name).await,
        };
    };
    let entry = snapshot.entry(id);
    let remarks = published.findings().of_file(&entry.mirror.path, audience);
    let past = past(&published, &entry.mirror.name).await;
    let networks = Arc::clone(&visit.edition().networks);
    let keep = if audience == Audience::Administrator { Keep::Nobody } else { Keep::Everybody };
    let write = move |view: &View<'_>| {
        let past = past.as_ref().map(|(lags, changes)| Past { lags, changes });
        let entry = view.snapshot.entry(id);
        written(view, About { entry, networks: &networks, findings: &remarks, past })
    };
    visit.page(keep, write).await
}

/// `None` if there is no history, or it cannot be read now.
async fn past(published: &Published, name: &MirrorName) -> Option<(Vec<Lag>, Vec<Change>)> {
    let now = now();
    let since = now.saturating_sub(PAST).unwrap_or(jiff::Timestamp::MIN);
    let lags = published.past.lags(name, since, now).await.ok()?;
    let history = published.past.history(name, CHANGES, None).await.ok()?;
    Some((lags, history.into_iter().map(|entry| entry.change).collect()))
}
