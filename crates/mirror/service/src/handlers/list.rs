//! The lists that clients ask for, and the images on them: one set of arguments, one selection.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, header};
use axum::response::{IntoResponse, Response};
use maneki_ground_web::Arrival;
use maneki_mirror_formats::{comments, mirrorlist};
use maneki_mirror_model::BaseUrl;
use maneki_mirror_registry::{Target, Tree};
use maneki_mirror_select::{Client, Selection, select};
use maneki_mirror_snapshot::Snapshot;

use super::iso::iso;
use super::isolist::isolist;
use super::metalink::metalink;
use super::mirrorlist::mirrorlist;
use super::order::{Kind, Order};

use crate::edition::Edition;
use crate::params::Params;
use crate::refusal::Refusal;

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
    pub(super) target: Target,
    pub(super) params: Params<'a>,
    pub(super) headers: &'a HeaderMap,
    pub(super) arrival: &'a Arrival,
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
pub(crate) fn list<B>(request: &Request<B>, arrival: &Arrival, edition: &Edition) -> Option<Response> {
    let order = Order::read(request.uri(), edition)?;
    let answer = || {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(Refusal::Method);
        }
        let Order { kind, target, params } = order?;
        let question = Question { target, params, headers: request.headers(), arrival, edition };
        match kind {
            Kind::Mirrorlist => Ok(mirrorlist(question)),
            Kind::Metalink => metalink(question),
            Kind::Isolist => isolist(question),
            Kind::Iso(file) => iso(&file, question),
        }
    };
    Some(answer().into_response())
}

impl<'a> Question<'a> {
    /// The mirrors for it.
    pub(super) fn answer(self, only: Only) -> Answer<'a> {
        let Edition { snapshot, lists, .. } = self.edition;
        let filtered = self.params.are_filters();
        let mut query = self.params.into_query(self.target, lists.length.get());
        query.only_published = only == Only::Published;
        query.only_public = only == Only::Public;
        let slot = self.edition.slot(self.arrival.at);
        let client = self.edition.client(self.arrival.client);
        let selection = select(snapshot, &client, &query, slot);
        let nobody = || query.target.tree != Tree::Vault && selection.is_last_resort(snapshot, &query.target);
        let fallback = lists.fallback_url.as_ref().filter(|_| !filtered && nobody());
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
