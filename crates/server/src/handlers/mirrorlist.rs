use axum::response::Response;
use maneki_formats::{comments, mirrorlist};

use super::list::{Question, response};
use crate::refusal::Refusal;

/// `/mirrorlist/<version>/<repository>`: URLs, one a line; before them lines that say why, where they are
/// wanted.
pub(super) fn mirrorlist(question: Question<'_>) -> Result<Response, Refusal> {
    let snapshot = &question.edition.snapshot;
    let target = question.target()?;
    let wants_comments = question.params.comments;
    let answer = question.answer(target, false);
    let list = match answer.fallback {
        Some(fallback) => format!("{fallback}/{}", answer.target.path),
        None => mirrorlist::write(snapshot, &answer.target, &answer.selection),
    };
    let list = if wants_comments {
        comments(snapshot, &answer.client, &answer.target, &answer.selection) + &list
    } else {
        list
    };
    Ok(response(list, "text/plain; charset=utf-8"))
}
