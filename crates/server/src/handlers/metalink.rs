use axum::response::Response;

use super::list::{Only, Question, response};
use crate::refusal::Refusal;

/// `/metalink/<version>/<repository>?arch=<arch>`: the mirrors, and the repomd.xml to accept from them.
pub(super) fn metalink(question: Question<'_>) -> Result<Response, Refusal> {
    let metalinks = &question.edition.metalinks;
    let answer = question.answer(Only::Published);
    let text = metalinks.answer(&answer.target, &answer.selection, answer.fallback);
    let text = text.ok_or(Refusal::NotPublished)?;
    Ok(response(text, "application/metalink+xml"))
}
