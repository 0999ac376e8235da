//! The lists that clients ask for, and the images on them: one set of arguments, one selection.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, header};
use axum::response::{IntoResponse, Response};
use maneki_formats::{comments, mirrorlist};
use maneki_model::BaseUrl;
use maneki_registry::{Target, Tree};
use maneki_select::{Client, Selection, Slot, select};
use maneki_snapshot::Snapshot;
use percent_encoding::percent_decode_str;

use super::iso::iso;
use super::isolist::isolist;
use super::metalink::metalink;
use super::mirrorlist::mirrorlist;
use crate::access::Asked;
use crate::edition::Edition;
use crate::params::Params;
use crate::refusal::Refusal;

/// What a path asks for, by the names in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted<'a> {
    /// Version and repository.
    Mirrorlist([&'a str; 2]),
    /// The same.
    Metalink([&'a str; 2]),
    /// Version and architecture.
    Isolist([&'a str; 2]),
    /// Version, architecture and file.
    Iso([&'a str; 3]),
}

/// Which mirrors an answer names, whatever else the client wishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Only {
    /// All that can serve.
    Able,
    /// Those that have what was published: the client is told what that is.
    Published,
    /// Those that are there for everybody.
    Public,
}

/// A question for a list.
pub(super) struct Question<'a> {
    pub(super) params: Params<'a>,
    pub(super) headers: &'a HeaderMap,
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
    let wanted = wanted(request.uri().path())?;
    let answer = || {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(Refusal::Method);
        }
        let params = Params::parse(request.uri().query())?;
        let question = Question { params, headers: request.headers(), asked, edition };
        match wanted {
            Wanted::Mirrorlist(names) => mirrorlist(&decoded(names)?, question),
            Wanted::Metalink(names) => metalink(&decoded(names)?, question),
            Wanted::Isolist(names) => isolist(&decoded(names)?, question),
            Wanted::Iso(names) => iso(&decoded(names)?, question),
        }
    };
    Some(answer().into_response())
}

/// What the path of a list asks for. A file has no slash at its end, and everything else may have one.
fn wanted(path: &str) -> Option<Wanted<'_>> {
    let (word, names) = path.strip_prefix('/')?.split_once('/')?;
    if word == "iso" {
        return split(names).map(Wanted::Iso);
    }
    let names = || split(names.strip_suffix('/').unwrap_or(names));
    match word {
        "mirrorlist" => names().map(Wanted::Mirrorlist),
        "metalink" => names().map(Wanted::Metalink),
        "isolist" => names().map(Wanted::Isolist),
        _ => None,
    }
}

/// So many names between slashes, and no others.
fn split<const N: usize>(path: &str) -> Option<[&str; N]> {
    let mut rest = path.split('/').filter(|name| !name.is_empty());
    let mut names = [""; N];
    for name in &mut names {
        *name = rest.next()?;
    }
    (path.matches('/').count() + 1 == N).then_some(names)
}

fn decoded<const N: usize>(names: [&str; N]) -> Result<[Cow<'_, str>; N], Refusal> {
    let mut decoded = names.map(Cow::Borrowed);
    for (name, decoded) in names.into_iter().zip(&mut decoded) {
        *decoded = percent_decode_str(name).decode_utf8().map_err(|_| Refusal::BadPath)?;
    }
    Ok(decoded)
}

impl<'a> Question<'a> {
    /// The place of a repository in the tree.
    pub(super) fn repository(&self, [version, repository]: &[Cow<'_, str>; 2]) -> Result<Target, Refusal> {
        let catalog = &self.edition.snapshot.catalog;
        Ok(catalog.target(version, repository, self.params.arch.as_deref())?)
    }

    /// The mirrors for a place in the tree.
    pub(super) fn answer(self, target: Target, only: Only) -> Answer<'a> {
        let Edition { snapshot, settings, .. } = self.edition;
        let filtered = self.params.are_filters();
        let mut query = self.params.into_query(target, settings.list_length.get());
        query.only_published = only == Only::Published;
        query.only_public = only == Only::Public;
        let slot = Slot::at(self.asked.at.as_second().max(0).unsigned_abs(), settings.rotation.as_secs());
        let client = self.edition.client(self.asked.client);
        let selection = select(snapshot, &client, &query, slot);
        let nobody = || query.target.tree != Tree::Vault && selection.is_last_resort(snapshot, &query.target);
        let fallback = settings.fallback_url.as_ref().filter(|_| !filtered && nobody());
        Answer { client, target: query.target, selection, fallback }
    }
}

impl Answer<'_> {
    /// The URLs, one on each line.
    pub(super) fn urls(&self, snapshot: &Snapshot) -> String {
        match self.fallback {
            Some(fallback) => format!("{fallback}/{}", self.target.path),
            None => mirrorlist::write(snapshot, &self.target, &self.selection),
        }
    }

    /// Lines that say why.
    pub(super) fn comments(&self, snapshot: &Snapshot) -> String {
        comments(snapshot, &self.client, &self.target, &self.selection)
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
    fn the_path_of_a_list_has_its_names_and_perhaps_a_slash() {
        for (path, is) in [
            ("/mirrorlist/9/baseos", Wanted::Mirrorlist(["9", "baseos"])),
            ("/metalink/9/baseos", Wanted::Metalink(["9", "baseos"])),
            ("/isolist/9/x86_64", Wanted::Isolist(["9", "x86_64"])),
        ] {
            for end in ["", "/"] {
                assert_eq!(wanted(&format!("{path}{end}")), Some(is), "{path}{end}");
            }
        }
        assert_eq!(wanted("/iso/9/x86_64/boot.iso"), Some(Wanted::Iso(["9", "x86_64", "boot.iso"])));
        for other in [
            "/",
            "/mirrorlist",
            "/mirrorlist/9",
            "/mirrorlist/9/",
            "/mirrorlist//baseos",
            "/mirrorlist/9//",
            "/mirrorlist//",
            "/mirrorlist/9/baseos//",
            "/mirrorlist/9/baseos/os",
            "/mirrorlists/9/baseos",
            "//mirrorlist/9/baseos",
            "/metalink",
            "/metalink/9",
            "/metalink/9/baseos/os",
            "/isolist/9",
            "/isolist/9/x86_64/boot.iso",
            "/iso/9/x86_64",
            "/iso/9/x86_64/",
            "/iso/9/x86_64/boot.iso/",
            "/iso/9//boot.iso",
            "/isos/9/x86_64/boot.iso",
        ] {
            assert_eq!(wanted(other), None, "{other}");
        }
    }
}
