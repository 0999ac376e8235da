use std::sync::{Arc, LazyLock};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use maneki_mirror_api::{openapi_text, snapshot};
use maneki_mirror_formats::Audience;

use super::document;
use crate::asker::Asker;
use crate::published::Published;

/// `/api/v1/snapshot`: the current snapshot in numbers.
pub(super) async fn snapshot(
    State(published): State<Arc<Published>>,
    asker: Asker,
    headers: HeaderMap,
) -> Response {
    let audience = asker.audience(&headers);
    let readiness = published.readiness();
    let problems = published.problems().into_iter().map(|problem| match audience {
        Audience::Public => problem.summary,
        Audience::Administrator => problem.details,
    });
    let (rounds, vault) = (readiness.rounds, readiness.vault.as_ref());
    let told = snapshot::document(&asker.edition.snapshot, rounds, vault, problems.collect(), audience);
    document(&told, &headers)
}

/// `/api/v1/diagnostics`: the findings about the registry.
pub(super) async fn diagnostics(
    State(published): State<Arc<Published>>,
    asker: Asker,
    headers: HeaderMap,
) -> Response {
    let findings = published.findings();
    let audience = asker.audience(&headers);
    document(&findings.document(audience), &headers)
}

/// `/api/v1/openapi.json`: the description of the API.
pub(super) async fn openapi(headers: HeaderMap) -> Response {
    static TEXT: LazyLock<Bytes> = LazyLock::new(|| openapi_text().into());
    maneki_ground_web::document(TEXT.clone(), &headers)
}
