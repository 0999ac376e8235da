//! Pages for people: each handler finds what its page is about, and `maneki_mirror_pages` writes it.
//!
//! All handlers start from a [`Visit`]. [`Visit::page`] answers with a page, or with 304 if the visitor already has it.

mod badge;
mod explain;
mod feed;
mod isos;
mod mirror;
mod mirrors;
mod not_found;
mod propagation;

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::extract::rejection::ExtensionRejection;
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::Response;
use maneki_ground_http::Audience;
use maneki_ground_site::{Frame, Texts};
pub(crate) use maneki_ground_web::Keep;
use maneki_mirror_pages::View;

use crate::asker::Asker;
use crate::edition::Edition;
use crate::published::Published;

pub(crate) use badge::badge;
pub(crate) use explain::explain;
pub(crate) use feed::feed;
pub(crate) use isos::{iso_folder, iso_folder_of_module, isos, isos_of_module};
pub(crate) use mirror::mirror;
pub(crate) use mirrors::{all, main, module};
pub(crate) use not_found::not_found;
pub(crate) use propagation::propagation;

/// A request for a page about mirrors.
pub(crate) struct Visit {
    pub(crate) web: maneki_ground_web::Visit,
    pub(crate) asker: Asker,
    uri: Uri,
}

impl FromRequestParts<Arc<Published>> for Visit {
    type Rejection = ExtensionRejection;

    async fn from_request_parts(
        parts: &mut Parts,
        published: &Arc<Published>,
    ) -> Result<Self, Self::Rejection> {
        let web = maneki_ground_web::Visit::from_request_parts(parts, published).await?;
        let asker = Asker::new(&web.caller, published);
        Ok(Self { web, asker, uri: parts.uri.clone() })
    }
}

impl Visit {
    pub(crate) fn edition(&self) -> &Arc<Edition> {
        &self.asker.edition
    }

    pub(crate) fn texts(&self) -> &Texts {
        self.web.texts()
    }

    pub(crate) fn audience(&self) -> Audience {
        self.asker.audience(&self.web.headers)
    }

    /// Answers with a page, or with 304 if the visitor already has it.
    pub(crate) async fn page(
        self,
        keep: Keep,
        write: impl FnOnce(&View<'_>) -> String + Send + 'static,
    ) -> Response {
        let write = with_view(Arc::clone(self.edition()), write);
        self.web.page(keep, write).await
    }

    /// Writes a text, or returns the answer 500.
    async fn write(
        self,
        write: impl FnOnce(&View<'_>) -> String + Send + 'static,
    ) -> Result<String, Response> {
        let write = with_view(Arc::clone(self.edition()), write);
        self.web.write(write).await
    }
}

/// Writes with the frame of the page and the snapshot of the edition.
fn with_view(
    edition: Arc<Edition>,
    write: impl FnOnce(&View<'_>) -> String + Send + 'static,
) -> impl FnOnce(Frame<'_>) -> String + Send + 'static {
    move |frame| write(&View::new(frame, &edition.snapshot))
}
