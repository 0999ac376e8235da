use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::extract::rejection::ExtensionRejection;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maneki_ground_http::entity_tag;
use maneki_ground_site::{Frame, PageRequest, Site, Texts};

use crate::caller::Caller;
use crate::document::conditional;
use crate::failure::{internal_error, panic_message};

/// A request for a page.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Who sends it.
    pub caller: Caller,
    /// What it asks for, and in which language.
    pub request: PageRequest,
    /// Its headers.
    pub headers: HeaderMap,
}

/// Who may keep a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Every cache, which must ask whether the page has changed.
    Everybody,
    /// The visitor alone, because the page depends on who asks.
    Visitor,
    /// No cache.
    Nobody,
}

/// What a page may load: files of the service itself. Inline scripts and styles do not run.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = ExtensionRejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        // HTTP/2 has the host in the URI, HTTP/1.1 in a header.
        let sent = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
        let host = parts.uri.authority().map(axum::http::uri::Authority::as_str).or(sent);
        let request = PageRequest::new(parts.uri.path(), parts.uri.query(), accepted).with_host(host);
        Ok(Self { caller, request, headers: parts.headers.clone() })
    }
}

impl Visit {
    /// What all pages share.
    pub fn site(&self) -> &Site {
        &self.caller.settings.site
    }

    /// The texts of the visitor's language.
    pub fn texts(&self) -> &Texts {
        self.site().texts(self.request.language())
    }

    /// Answers with a page, or with 304 if the visitor already has it.
    pub async fn page(
        self,
        keep: Keep,
        write: impl FnOnce(Frame<'_>) -> String + Send + 'static,
    ) -> Response {
        let (headers, language) = (self.headers.clone(), self.request.language().tag());
        let page = match self.write(write).await {
            Ok(page) => page,
            Err(error) => return error,
        };
        let language = [(header::CONTENT_LANGUAGE, HeaderValue::from_static(language))];
        let (cache, vary) = match keep {
            Keep::Everybody => ("no-cache", "Accept-Language"),
            Keep::Visitor => ("private, no-cache", "Accept-Language"),
            Keep::Nobody => ("no-store", "Accept-Language, Authorization"),
        };
        let kept = [
            (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
            (header::VARY, HeaderValue::from_static(vary)),
        ];
        if keep == Keep::Nobody {
            return (page_headers(), language, kept, page).into_response();
        }
        let tag = entity_tag(page.as_bytes());
        (kept, conditional(&headers, &tag, (page_headers(), language, page))).into_response()
    }

    /// Answers that there is nothing at a path.
    pub async fn not_found(self, write: impl FnOnce(Frame<'_>) -> String + Send + 'static) -> Response {
        let headers = [
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (header::VARY, HeaderValue::from_static("Accept, Accept-Language")),
        ];
        match self.write(write).await {
            Ok(page) => (StatusCode::NOT_FOUND, page_headers(), headers, page).into_response(),
            Err(error) => error,
        }
    }

    /// Writes a text in a frame, on a thread where it delays no other answer.
    ///
    /// # Errors
    ///
    /// The answer 500, if writing panics.
    pub async fn write(
        self,
        write: impl FnOnce(Frame<'_>) -> String + Send + 'static,
    ) -> Result<String, Response> {
        let Self { caller, request, .. } = self;
        let settings = Arc::clone(&caller.settings);
        let path = request.path().to_owned();
        let written = tokio::task::spawn_blocking(move || write(settings.site.frame(&request))).await;
        written.map_err(|error| match error.try_into_panic() {
            Ok(panic) => {
                internal_error(&format!("the page {path} cannot be written"), panic_message(&*panic))
            }
            Err(error) => internal_error(&format!("the page {path} was not written"), &error.to_string()),
        })
    }
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
