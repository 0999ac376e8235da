use axum::response::Response;

use super::question::{Only, Question, response};
use crate::refusal::Refusal;

/// `/metalink/<version>/<repository>?arch=<arch>`: the mirrors, and the repomd.xml to accept from them.
pub(super) fn metalink(question: Question<'_>) -> Result<Response, Refusal> {
    let blank = question.edition.metalinks.get(&question.target).ok_or(Refusal::NotPublished)?;
    let answer = question.answer(Only::Published);
    let text = blank.answer(&answer.target, &answer.selection, answer.fallback);
    Ok(response(text, "application/metalink+xml"))
}
