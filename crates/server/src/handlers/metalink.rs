use std::borrow::Cow;

use axum::response::Response;
use maneki_formats::metalink::Resource;

use super::list::{Only, Question, response};
use crate::edition::Edition;
use crate::params::BadArgument;
use crate::refusal::Refusal;

/// `/metalink/<version>/<repository>?arch=<arch>`: the mirrors, and the repomd.xml to accept from them.
pub(super) fn metalink(names: &[Cow<'_, str>; 2], question: Question<'_>) -> Result<Response, Refusal> {
    // Each architecture has a repomd.xml of its own.
    if question.params.arch.is_none() {
        return Err(BadArgument::NoArch.into());
    }
    let Edition { snapshot, metalinks, .. } = question.edition;
    let target = question.repository(names)?;
    let form = metalinks.get(&target).ok_or(Refusal::NotPublished)?;
    let answer = question.answer(target, Only::Published);
    let mut resources = Resource::of_mirrors(snapshot, &answer.target, &answer.selection);
    resources.extend(answer.fallback.map(|fallback| Resource::of(fallback, None, &answer.target)));
    Ok(response(form.filled(&resources), "application/metalink+xml"))
}
