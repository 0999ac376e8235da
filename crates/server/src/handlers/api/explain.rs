use std::borrow::Cow;

use axum::Extension;
use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::Timestamp;
use maneki_api::arguments::Arguments;
use maneki_api::explain::{Asked, answer};
use maneki_formats::Audience;
use maneki_registry::Tree;
use maneki_select::{Slot, explain as explained};

use super::{Refusal, momentary};
use crate::asker::{Asker, address};
use crate::audience::audience;
use crate::clock;
use crate::params::Params;

/// `/api/v1/explain`: the answer that a client gets, and why. The arguments are those of lists, and who asks for
/// what and when. All mirrors are looked at, and that is done where it holds up no list.
pub(super) async fn explain(
    Extension(asker): Extension<Asker>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let explaining = tokio::task::spawn_blocking(move || made(&asker, query.as_deref(), &headers));
    explaining.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
}

fn made(asker: &Asker, query: Option<&str>, headers: &HeaderMap) -> Result<Response, Refusal> {
    let (edition, arguments) = (&asker.edition, Arguments::of(query));
    let params = Params::parse(query)?;
    let needed = |name: &'static str| arguments.get(name).ok_or(Refusal::Missing(name));
    let (version, repository) = (needed("version")?, needed("repository")?);
    let ip = arguments.read("ip", "an IPv4 or IPv6 address is expected", address)?;
    let at = arguments.read("at", EXPECTED_TIME, moment)?.unwrap_or_else(clock::now);
    let (snapshot, settings) = (&edition.snapshot, &edition.settings);
    let target = snapshot.catalog.target(version, repository, params.arch.as_deref())?;

    // Whoever asks for the address of somebody else hears nothing of the mirrors that are for that one alone.
    let of_another = ip.is_some_and(|ip| ip != asker.address);
    let public = audience(settings, headers) == Audience::Public;
    let without_private = of_another && public;
    let filtered = params.are_filters();
    let mut query = params.into_query(target, settings.list_length.get());
    if without_private {
        let private = snapshot.entries().filter(|(_, entry)| entry.mirror.private);
        query.exclude.extend(private.map(|(_, entry)| entry.mirror.name.as_str().into()));
    }
    let slot = Slot::at(at.as_second().max(0).unsigned_abs(), settings.rotation.as_secs());
    let client = edition.client(ip.unwrap_or(asker.address));
    let explanation = explained(snapshot, &client, &query, slot);
    let nobody = query.target.tree != Tree::Vault
        && !filtered
        && explanation.selection.is_last_resort(snapshot, &query.target);
    let fallback = settings.fallback_url.as_ref().filter(|_| nobody);
    let fallback = fallback.map(|fallback| format!("{fallback}/{}", query.target.path));
    // One's own private mirrors are no secret; those of others are.
    let asked = Asked { target: &query.target, at, slot, hide_private: public, without_private };
    Ok(momentary(&answer(snapshot, &client, asked, &explanation, fallback)))
}

/// What a time looks like.
const EXPECTED_TIME: Cow<'static, str> =
    Cow::Borrowed("a time such as 2026-11-23T07:15:00Z, or seconds since 1970, is expected");

fn moment(text: &str) -> Option<Timestamp> {
    let seconds = text.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    seconds.or_else(|| text.parse().ok()).filter(|moment| *moment >= Timestamp::UNIX_EPOCH)
}
