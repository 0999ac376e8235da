//! Pages for people: each handler finds what its page is about, and `maneki_mirror_pages` writes it.
//!
//! A [`Visit`] is what all of them start from. [`Visit::page`] answers with a page, or with 304 where the visitor has
//! it already; it is written where it holds up no list.

mod assets;
mod badge;
mod explain;
mod feed;
mod isos;
mod mirror;
mod mirrors;
mod nothing;
mod propagation;
mod robots;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::extract::rejection::ExtensionRejection;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use maneki_ground_site::{PageRequest, Texts};
use maneki_mirror_pages::View;

use crate::asker::Asker;
use crate::edition::Edition;

pub(crate) use assets::asset;
pub(crate) use badge::badge;
pub(crate) use explain::explain;
pub(crate) use feed::feed;
pub(crate) use isos::{iso_folder, iso_folder_of_module, isos, isos_of_module};
pub(crate) use mirror::mirror;
pub(crate) use mirrors::{all, main, module};
pub(crate) use nothing::nothing;
pub(crate) use propagation::propagation;
pub(crate) use robots::robots;

/// Somebody who asks for a page.
pub(crate) struct Visit {
    pub(crate) asker: Asker,
    pub(crate) asked: PageRequest,
    uri: Uri,
    pub(crate) headers: HeaderMap,
}

/// Who may keep a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Everybody, and asks whether it is still so.
    Everybody,
    /// The visitor alone: it depends on who asks.
    Visitor,
    /// Nobody.
    Nobody,
}

/// What a page may load: what comes from here. Nothing is written into it that would be run.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = ExtensionRejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let Extension(asker) = Extension::<Asker>::from_request_parts(parts, state).await?;
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let asked = PageRequest::new(parts.uri.path(), parts.uri.query(), accepted);
        Ok(Self { asker, asked, uri: parts.uri.clone(), headers: parts.headers.clone() })
    }
}

impl Visit {
    pub(crate) fn edition(&self) -> &Arc<Edition> {
        &self.asker.edition
    }

    pub(crate) fn texts(&self) -> &Texts {
        self.edition().site.texts(self.asked.language())
    }

    /// Answers with a page. It is made of the edition, of what was asked, and of what `differs` besides.
    pub(crate) async fn page(
        self,
        keep: Keep,
        differs: impl std::hash::Hash,
        write: impl FnOnce(&View<'_>) -> String + Send + 'static,
    ) -> Response {
        let tag = self.tag(&differs);
        if keep != Keep::Nobody && has(&self.headers, &tag) {
            return (StatusCode::NOT_MODIFIED, kept(keep, &tag)).into_response();
        }
        let headers = kept(keep, &tag);
        let language = self.asked.language().tag();
        let page = self.write(write).await;
        let language = [(header::CONTENT_LANGUAGE, HeaderValue::from_static(language))];
        (page_headers(), language, headers, page).into_response()
    }

    /// The text of a page, written where it holds up no list.
    async fn write(self, write: impl FnOnce(&View<'_>) -> String + Send + 'static) -> String {
        let written = tokio::task::spawn_blocking(move || {
            let Edition { snapshot, site, .. } = &**self.edition();
            write(&View::new(site.frame(&self.asked), snapshot))
        });
        written.await.unwrap_or_default()
    }

    /// What tells this page from every other one: weak, for it may be compressed on its way.
    fn tag(&self, differs: &impl std::hash::Hash) -> String {
        let snapshot = &self.edition().snapshot;
        let mut hasher = DefaultHasher::new();
        (snapshot.serial, snapshot.created.as_nanosecond()).hash(&mut hasher);
        (self.uri.path(), self.uri.query(), self.asked.language().tag()).hash(&mut hasher);
        differs.hash(&mut hasher);
        format!("W/\"{:016x}\"", hasher.finish())
    }
}

/// The headers that say who may keep a page.
fn kept(keep: Keep, tag: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let (cache, vary) = match keep {
        Keep::Everybody => ("no-cache", "Accept-Language"),
        Keep::Visitor => ("private, no-cache", "Accept-Language"),
        Keep::Nobody => ("no-store", "Accept-Language, Authorization"),
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static(vary));
    if let Ok(tag) = HeaderValue::from_str(tag)
        && keep != Keep::Nobody
    {
        headers.insert(header::ETAG, tag);
    }
    headers
}

/// Whether the visitor has the page of a tag (RFC 9110, section 13.1.2).
fn has(headers: &HeaderMap, tag: &str) -> bool {
    let sent = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    sent.flat_map(|value| value.split(',')).any(|known| known.trim() == "*" || opaque(known) == opaque(tag))
}

/// The headers of every page.
fn page_headers() -> [(header::HeaderName, HeaderValue); 4] {
    [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    ]
}
