//! `/explain`: why a client gets the mirrors that it gets.

use axum::http::StatusCode;
use axum::response::Response;
use maneki_mirror_pages::{Explained as Shown, Misunderstood, Question as Form, View, explain as written};

use super::{Keep, Visit};
use crate::explained::{Explained, Question};
use crate::params::{BadArgument, Params};
use maneki_ground_web::{now, parse_address};

/// The page. What cannot be understood is said in it, with 400. All mirrors are looked at, and that is done where it
/// holds up no list.
pub(crate) async fn explain(visit: Visit) -> Response {
    let explaining = tokio::task::spawn_blocking(move || (explained(&visit), visit));
    let (explained, visit) =
        explaining.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
    let status = if explained.is_ok() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let caller = visit.asker.address;
    // Another lot may be drawn at any time, and it depends on who asks.
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
