use axum::response::Response;

use super::question::{Only, Question, response};

/// `/mirrorlist/<version>/<repository>`: URLs, one per line, after comments with reasons if the client wants them.
pub(super) fn mirrorlist(question: Question<'_>) -> Response {
    let snapshot = &question.edition.snapshot;
    let wants_comments = question.params.comments;
    let answer = question.answer(Only::Able);
    let list = answer.urls(snapshot);
    let list = if wants_comments { answer.comments(snapshot) + &list } else { list };
    response(list, "text/plain; charset=utf-8")
}
