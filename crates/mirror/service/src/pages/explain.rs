//! `/explain`: why a client gets its mirrors.

use axum::http::StatusCode;
use axum::response::Response;
use maneki_mirror_pages::{Explained as Shown, Misunderstood, Question as Form, View, explain as written};

use super::{Keep, Visit};
use crate::explained::{Explained, Question};
use crate::params::{BadArgument, Params};
use maneki_ground_web::{now, parse_address};

/// The page. It reports wrong parameters, with status 400. It evaluates all mirrors, so it runs on a thread where it
/// delays no list.
pub(crate) async fn explain(visit: Visit) -> Response {
    let explaining = tokio::task::spawn_blocking(move || (explained(&visit), visit));
    let (explained, visit) =
        explaining.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
    let status = if explained.is_ok() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let caller = visit.asker.address;
    // The answer depends on the client, and changes with the rotation slot.
    let write = move |view: &View<'_>| match &explained {
        Ok(explained) => written(view, caller, Ok(shown(explained))),
        Err(misunderstood) => written(view, caller, Err(*misunderstood)),
    };
    let mut response = visit.page(Keep::Nobody, write).await;
    *response.status_mut() = status;
    response
}

fn explained(visit: &Visit) -> Result<Explained, Misunderstood> {
    let edition = visit.edition();
    let catalog = &edition.snapshot.catalog;
    let form = Form::read(&visit.web.request, catalog);
    let ip = form.ip.as_deref().map(|text| parse_address(text).ok_or(Misunderstood::Address)).transpose()?;
    let params = Params::parse(visit.uri.query()).map_err(|bad| match bad {
        BadArgument::Protocol => Misunderstood::Protocol,
        _ => Misunderstood::Other,
    })?;
    let target = form.target(catalog)?;
    let audience = visit.audience();
    let question = Question { target, params, ip, at: now() };
    Ok(question.explained(edition, visit.asker.address, audience))
}

fn shown(explained: &Explained) -> Shown<'_> {
    let Explained { client, target, limit, explanation, without_private, fallback, .. } = explained;
    Shown {
        client,
        target,
        limit: *limit,
        explanation,
        without_private: *without_private,
        fallback: fallback.as_deref(),
    }
}
