use axum::extract::{RawPathParams, RawQuery};
use axum::http::HeaderMap;
use axum::response::Response;
use maneki_mirror_api::arguments::Arguments;
use maneki_mirror_api::mirror::details;
use maneki_mirror_api::mirrors::MirrorQuery;

use super::{Refusal, document, named};
use crate::asker::Asker;

/// `/api/v1/mirrors`: a page of mirrors.
pub(super) async fn page(
    asker: Asker,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let question = MirrorQuery::parse(&Arguments::parse(query.as_deref()))?;
    let edition = &asker.edition;
    let page = question.page(&edition.snapshot, asker.audience(&headers));
    Ok(document(&page, &headers))
}

/// `/api/v1/mirrors/<name>`: one mirror with its health.
pub(super) async fn mirror(
    asker: Asker,
    path: RawPathParams,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let edition = &asker.edition;
    let (entry, audience) = named(&asker, &path, &headers)?;
    let details = details(entry, edition.snapshot.serial, &edition.networks, audience);
    Ok(document(&details, &headers))
}
