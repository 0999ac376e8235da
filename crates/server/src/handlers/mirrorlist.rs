use std::borrow::Cow;

use axum::response::Response;

use super::list::{Only, Question, response};
use crate::refusal::Refusal;

/// `/mirrorlist/<version>/<repository>`: URLs, one a line; before them lines that say why, where they are
/// wanted.
pub(super) fn mirrorlist(names: &[Cow<'_, str>; 2], question: Question<'_>) -> Result<Response, Refusal> {
    let snapshot = &question.edition.snapshot;
    let target = question.repository(names)?;
    let wants_comments = question.params.comments;
    let answer = question.answer(target, Only::Able);
    let list = answer.urls(snapshot);
    let list = if wants_comments { answer.comments(snapshot) + &list } else { list };
    Ok(response(list, "text/plain; charset=utf-8"))
}
