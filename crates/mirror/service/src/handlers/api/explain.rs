use std::borrow::Cow;

use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::Timestamp;
use maneki_mirror_api::arguments::Arguments;
use maneki_mirror_api::explain::{Asked, answer};
use maneki_mirror_formats::Audience;

use super::{Refusal, momentary};
use crate::asker::Asker;
use crate::explained::{Explained, Question};
use crate::params::Params;
use maneki_ground_web::{now, parse_address};

/// `/api/v1/explain`: the answer for a client, with reasons. The parameters are those of lists, and target, address and
/// time. It evaluates all mirrors, so it runs on a thread where it delays no list.
pub(super) async fn explain(
    asker: Asker,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let explaining = tokio::task::spawn_blocking(move || made(&asker, query.as_deref(), &headers));
    explaining.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
}

fn made(asker: &Asker, query: Option<&str>, headers: &HeaderMap) -> Result<Response, Refusal> {
    let (edition, arguments) = (&asker.edition, Arguments::parse(query));
    let params = Params::parse(query)?;
    let needed = |name: &'static str| arguments.get(name).ok_or(Refusal::Missing(name));
    let (version, repository) = (needed("version")?, needed("repository")?);
    let ip = arguments.read("ip", "an IPv4 or IPv6 address is expected", parse_address)?;
    let at = arguments.read("at", EXPECTED_TIME, moment)?.unwrap_or_else(now);
    let target = edition.snapshot.catalog.target(version, repository, params.arch.as_deref())?;
    let audience = asker.audience(headers);
    let explained = Question { target, params, ip, at }.explained(edition, asker.address, audience);
    let Explained { client, target, slot, explanation, without_private, fallback, .. } = explained;
    let hide_private = audience == Audience::Public;
    let asked = Asked { target: &target, at, slot, hide_private, without_private };
    Ok(momentary(&answer(&edition.snapshot, &client, asked, &explanation, fallback)))
}

/// The expected form of a time.
const EXPECTED_TIME: Cow<'static, str> =
    Cow::Borrowed("a time such as 2026-11-23T07:15:00Z, or seconds since 1970, is expected");

fn moment(text: &str) -> Option<Timestamp> {
    let seconds = text.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    seconds.or_else(|| text.parse().ok()).filter(|moment| *moment >= Timestamp::UNIX_EPOCH)
}
