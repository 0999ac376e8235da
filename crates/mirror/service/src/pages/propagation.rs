//! `/propagation`: how the latest publications reached the mirrors.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maneki_mirror_api::propagation::LIMIT;
use maneki_mirror_pages::{MeasuredPublication, Silence, View, Wanted, propagation as written};

use super::{Keep, Visit};
use crate::past::{NotKnown, Publications, Spread};
use crate::published::Published;
use maneki_ground_web::now;

/// The page. It reports wrong parameters with status 400, and an unreadable history with 503.
pub(crate) async fn propagation(State(published): State<Arc<Published>>, visit: Visit) -> Response {
    let (found, now) = (found(&published, &visit).await, now());
    let status = match &found {
        Ok(_) | Err(Silence::NotKept) => StatusCode::OK,
        Err(Silence::Unreadable) => StatusCode::SERVICE_UNAVAILABLE,
        Err(_) => StatusCode::BAD_REQUEST,
    };
    let write = move |view: &View<'_>| match &found {
        Ok(spreads) => {
            let publications: Vec<MeasuredPublication<'_>> = spreads
                .iter()
                .map(|Spread { issue, propagation }| MeasuredPublication { issue, propagation })
                .collect();
            written(view, Ok(&publications), now)
        }
        Err(silence) => written(view, Err(*silence), now),
    };
    let mut response = visit.page(Keep::Nobody, write).await;
    *response.status_mut() = status;
    response
}

async fn found(published: &Published, visit: &Visit) -> Result<Arc<Vec<Spread>>, Silence> {
    let edition = visit.edition();
    let Wanted { version, repository, arch } = Wanted::read(&visit.web.request, &edition.snapshot.catalog)?;
    let asked = Publications { version, repository, arch, limit: LIMIT };
    let spreads = published.past.spreads(asked, edition, now()).await;
    spreads.map_err(|unknown| match unknown {
        NotKnown::NotKept => Silence::NotKept,
        NotKnown::Unreadable => Silence::Unreadable,
    })
}
