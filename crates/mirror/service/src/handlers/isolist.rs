use axum::http::{HeaderMap, header};
use axum::response::Response;
use maneki_ground_http::names;

use super::question::{Only, Question, response};
use crate::params::{BadArgument, Params};
use crate::refusal::Refusal;

/// `/isolist/<version>/<arch>`: the folders of images on mirrors that have all of them, one per line or as JSON.
pub(super) fn isolist(question: Question<'_>) -> Result<Response, Refusal> {
    let snapshot = &question.edition.snapshot;
    let as_json = wants_json(&question.params, question.headers)?;
    let wants_comments = question.params.comments;
    let answer = question.answer(Only::Public);
    let list = answer.urls(snapshot);
    if as_json {
        let urls: Vec<&str> = list.lines().collect();
        let json = serde_json::to_string(&urls).unwrap_or_default();
        return Ok(response(json + "\n", "application/json"));
    }
    let list = if wants_comments { answer.comments(snapshot) + &list } else { list };
    Ok(response(list, "text/plain; charset=utf-8"))
}

/// Whether the client accepts JSON. The query parameter wins over the header.
fn wants_json(params: &Params<'_>, headers: &HeaderMap) -> Result<bool, BadArgument> {
    match params.format.as_deref() {
        Some("json") => Ok(true),
        Some("text") => Ok(false),
        Some(_) => Err(BadArgument::Format),
        None => {
            let accepted =
                headers.get_all(header::ACCEPT).into_iter().filter_map(|value| value.to_str().ok());
            Ok(names(accepted, "application/json"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wants(query: &str, accept: &'static str) -> Result<bool, BadArgument> {
        let headers = HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())]);
        wants_json(&Params::parse(Some(query)).unwrap(), &headers)
    }

    #[test]
    fn json_is_for_whoever_names_it() {
        for (accept, is) in [
            ("application/json", true),
            ("text/html, Application/JSON; q=0.5", true),
            ("*/*", false),
            ("application/*", false),
            ("application/json;q=0", false),
            ("application/json-seq", false),
        ] {
            assert_eq!(wants("", accept), Ok(is), "{accept}");
        }
        assert_eq!(wants("format=json", "*/*"), Ok(true));
        assert_eq!(wants("format=text", "application/json"), Ok(false));
        assert_eq!(wants("format=xml", "*/*"), Err(BadArgument::Format));
    }
}
