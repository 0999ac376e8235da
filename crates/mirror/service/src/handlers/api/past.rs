use std::sync::Arc;

use axum::extract::{RawPathParams, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use maneki_mirror_api::arguments::Arguments;
use maneki_mirror_api::history::{self, ChangeObject, History, LagObject, Lags};
use maneki_mirror_api::propagation::{self, Document, PublicationObject};
use maneki_mirror_health::Uptime;
use maneki_mirror_model::{Arch, RepositoryName};

use super::{Refusal, momentary, named};
use crate::asker::Asker;
use crate::past::{NotKnown, Publications};
use crate::published::Published;
use maneki_ground_web::now;

/// The time over which availability is computed.
const UPTIME: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The time for which single lags are returned.
const LAGS: SignedDuration = SignedDuration::from_hours(30 * 24);

/// `/api/v1/mirrors/<name>/history`: the changes of a mirror.
pub(super) async fn history(
    State(published): State<Arc<Published>>,
    asker: Asker,
    path: RawPathParams,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let name = named(&asker, &path, &headers)?.0.mirror.name.clone();
    let arguments = Arguments::parse(query.as_deref());
    let limit = arguments.limit("limit", history::LIMIT, history::MOST)?;
    let before = arguments.read("before", "write the `next` of a page", |value| value.parse().ok())?;
    // One more than requested shows whether there is a next page.
    let wanted = u32::try_from(limit + 1).unwrap_or(u32::MAX);
    let (entries, known) = or_nothing(published.past.history(&name, wanted, before).await)?;
    let told = entries.iter().take(limit);
    let changes: Vec<_> = told.map(|entry| ChangeObject::new(entry.number, &entry.change)).collect();
    let next = changes.last().filter(|_| entries.len() > limit).map(|last| last.number);
    Ok(momentary(&History { mirror: name.to_string(), known, changes, next }))
}

/// `/api/v1/mirrors/<name>/lags`: the lag and the availability of a mirror.
pub(super) async fn lags(
    State(published): State<Arc<Published>>,
    asker: Asker,
    path: RawPathParams,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let name = named(&asker, &path, &headers)?.0.mirror.name.clone();
    let now = now();
    let ago = |span| now.saturating_sub(span).unwrap_or(Timestamp::MIN);
    let (lags, known) = or_nothing(published.past.lags(&name, ago(UPTIME), now).await)?;
    let uptime = (&Uptime::from_lags(&lags)).into();
    let lately = lags.iter().filter(|lag| lag.at >= ago(LAGS)).map(LagObject::from);
    Ok(momentary(&Lags { mirror: name.to_string(), known, uptime, lags: lately.collect() }))
}

/// `/api/v1/propagation`: how the latest publications reached the mirrors.
pub(super) async fn propagation(
    State(published): State<Arc<Published>>,
    asker: Asker,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    let arguments = Arguments::parse(query.as_deref());
    let asked = Publications {
        version: arguments
            .read("version", "a version such as 9.6 is expected", |value| value.parse().ok())?,
        repository: arguments.read("repository", "the name of a repository is expected", |value| {
            RepositoryName::parse(value).ok()
        })?,
        arch: arguments
            .read("arch", "an architecture such as x86_64 is expected", |value| Arch::parse(value).ok())?,
        limit: arguments.limit("limit", propagation::LIMIT, propagation::MOST)?,
    };
    let spreads = published.past.spreads(asked, &asker.edition, now()).await;
    let (spreads, known) = or_nothing(spreads)?;
    let publications =
        spreads.iter().map(|spread| PublicationObject::new(&spread.issue, &spread.propagation)).collect();
    Ok(momentary(&Document { known, publications }))
}

/// The history, and whether there is any.
fn or_nothing<T: Default>(read: Result<T, NotKnown>) -> Result<(T, bool), NotKnown> {
    match read {
        Ok(read) => Ok((read, true)),
        Err(NotKnown::NotKept) => Ok((T::default(), false)),
        Err(unreadable) => Err(unreadable),
    }
}
