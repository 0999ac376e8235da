use std::borrow::Cow;

use axum::response::Response;
use maneki_formats::metalink::{Metalink, Resource};

use super::list::{Only, Question, response};
use crate::params::BadArgument;
use crate::refusal::Refusal;

/// `/metalink/<version>/<repository>?arch=<arch>`: the mirrors, and the repomd.xml to accept from them.
pub(super) fn metalink(names: &[Cow<'_, str>; 2], question: Question<'_>) -> Result<Response, Refusal> {
    // Each architecture has a repomd.xml of its own.
    if question.params.arch.is_none() {
        return Err(BadArgument::NoArch.into());
    }
    let snapshot = &question.edition.snapshot;
    let target = question.repository(names)?;
    let publication = snapshot.publication(&target).ok_or(Refusal::NotPublished)?;
    let answer = question.answer(target, Only::Published);
    let mut metalink = Metalink::of(publication).with_mirrors(snapshot, &answer.target, &answer.selection);
    metalink.resources.extend(answer.fallback.map(|fallback| Resource::of(fallback, None, &answer.target)));
    Ok(response(metalink.print(), "application/metalink+xml"))
}
