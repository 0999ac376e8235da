//! The lists that dnf asks for, in either form: one path, one set of arguments, one selection.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, header};
use axum::response::{IntoResponse, Response};
use maneki_model::BaseUrl;
use maneki_registry::{Target, Tree};
use maneki_select::{Client, Selection, Slot, select};
use percent_encoding::percent_decode_str;

use super::metalink::metalink;
use super::mirrorlist::mirrorlist;
use crate::access::Asked;
use crate::edition::Edition;
use crate::params::Params;
use crate::refusal::Refusal;

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Mirrorlist,
    Metalink,
}

/// A question for a list.
pub(super) struct Question<'a> {
    pub(super) version: Cow<'a, str>,
    pub(super) repository: Cow<'a, str>,
    pub(super) params: Params<'a>,
    pub(super) asked: &'a Asked,
    pub(super) edition: &'a Edition,
}

/// What a list is written from.
pub(super) struct Answer<'a> {
    pub(super) client: Client,
    pub(super) target: Target,
    pub(super) selection: Selection,
    /// Where to send clients when no mirror can serve.
    pub(super) fallback: Option<&'a BaseUrl>,
}

/// The list that a request asks for; `None` where it asks for something else.
pub(crate) fn list<B>(request: &Request<B>, asked: &Asked, edition: &Edition) -> Option<Response> {
    let (form, version, repository) = asked_for(request.uri().path())?;
    let answer = || {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(Refusal::Method);
        }
        let (version, repository) = (decoded(version)?, decoded(repository)?);
        let params = Params::parse(request.uri().query())?;
        let question = Question { version, repository, params, asked, edition };
        match form {
            Form::Mirrorlist => mirrorlist(question),
            Form::Metalink => metalink(question),
        }
    };
    Some(answer().into_response())
}

/// The form and the two names in the path of a list, with and without a slash at the end.
fn asked_for(path: &str) -> Option<(Form, &str, &str)> {
    let (form, names) = match path.strip_prefix("/mirrorlist/") {
        Some(names) => (Form::Mirrorlist, names),
        None => (Form::Metalink, path.strip_prefix("/metalink/")?),
    };
    let (version, repository) = names.strip_suffix('/').unwrap_or(names).split_once('/')?;
    (!version.is_empty() && !repository.is_empty() && !repository.contains('/'))
        .then_some((form, version, repository))
}

fn decoded(name: &str) -> Result<Cow<'_, str>, Refusal> {
    percent_decode_str(name).decode_utf8().map_err(|_| Refusal::BadPath)
}

impl<'a> Question<'a> {
    /// The place in the tree that is meant.
    pub(super) fn target(&self) -> Result<Target, Refusal> {
        let catalog = &self.edition.snapshot.catalog;
        Ok(catalog.target(&self.version, &self.repository, self.params.arch.as_deref())?)
    }

    /// The mirrors for a place in the tree; only those that have what was published, where the client is told
    /// what that is.
    pub(super) fn answer(self, target: Target, only_published: bool) -> Answer<'a> {
        let Edition { snapshot, settings, .. } = self.edition;
        let filtered = self.params.are_filters();
        let mut query = self.params.into_query(target, settings.list_length.get());
        query.only_published = only_published;
        let slot = Slot::at(self.asked.at.as_second().max(0).unsigned_abs(), settings.rotation.as_secs());
        let client = self.edition.client(self.asked.client);
        let selection = select(snapshot, &client, &query, slot);
        let nobody = || query.target.tree != Tree::Vault && selection.is_last_resort(snapshot, &query.target);
        let fallback = settings.fallback_url.as_ref().filter(|_| !filtered && nobody());
        Answer { client, target: query.target, selection, fallback }
    }
}

/// A list depends on who asks: nobody may keep it for others.
pub(super) fn response(list: String, content_type: &'static str) -> Response {
    let mut response = Response::new(Body::from(list));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_a_list_has_two_names_and_perhaps_a_slash() {
        for (word, form) in [("mirrorlist", Form::Mirrorlist), ("metalink", Form::Metalink)] {
            for end in ["", "/"] {
                let path = format!("/{word}/9/baseos{end}");
                assert_eq!(asked_for(&path), Some((form, "9", "baseos")), "{path}");
            }
        }
        for other in [
            "/",
            "/mirrorlist",
            "/mirrorlist/9",
            "/mirrorlist/9/",
            "/mirrorlist//baseos",
            "/mirrorlist/9//",
            "/mirrorlist/9/baseos//",
            "/mirrorlist/9/baseos/os",
            "/mirrorlists/9/baseos",
            "//mirrorlist/9/baseos",
            "/metalink",
            "/metalink/9",
            "/metalink/9/baseos/os",
        ] {
            assert_eq!(asked_for(other), None, "{other}");
        }
    }
}
