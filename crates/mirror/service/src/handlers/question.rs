//! A request for a list, and the answer that a list is written from.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use maneki_ground_web::Arrival;
use maneki_mirror_formats::{comments, mirrorlist};
use maneki_mirror_model::BaseUrl;
use maneki_mirror_registry::Target;
use maneki_mirror_select::{Client, Selection, select};
use maneki_mirror_snapshot::Snapshot;

use crate::edition::Edition;
use crate::params::Params;

/// The mirrors that an answer can contain, in addition to the filters of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Only {
    /// All mirrors that can serve.
    Able,
    /// Mirrors that have a known publication, because the client gets its digest.
    Published,
    /// Public mirrors.
    Public,
}

/// A request for a list.
pub(super) struct Question<'a> {
    pub(super) target: Target,
    pub(super) params: Params<'a>,
    pub(super) headers: &'a HeaderMap,
    pub(super) arrival: &'a Arrival,
    pub(super) edition: &'a Edition,
}

/// The data that a list is written from.
pub(super) struct Answer<'a> {
    pub(super) client: Client,
    pub(super) target: Target,
    pub(super) selection: Selection,
    /// The URL that is served because no mirror can serve.
    pub(super) fallback: Option<&'a BaseUrl>,
}

impl<'a> Question<'a> {
    /// Selects the mirrors.
    pub(super) fn answer(self, only: Only) -> Answer<'a> {
        let Edition { snapshot, lists, .. } = self.edition;
        let filtered = self.params.are_filters();
        let mut query = self.params.into_query(self.target, lists.length.get());
        query.only_published = only == Only::Published;
        query.only_public = only == Only::Public;
        let slot = self.edition.slot(self.arrival.at);
        let client = self.edition.client(self.arrival.client);
        let selection = select(snapshot, &client, &query, slot);
        let fallback = self.edition.fallback(&query.target, filtered, &selection);
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

    /// Lines with the reasons.
    pub(super) fn comments(&self, snapshot: &Snapshot) -> String {
        comments(snapshot, &self.client, &self.target, &self.selection)
    }
}

/// A list depends on the client, so no cache may keep it.
pub(super) fn response(list: String, content_type: &'static str) -> Response {
    let mut response = Response::new(Body::from(list));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
