use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maneki_mirror_formats::Envelope;
use maneki_mirror_registry::NotFound;

use crate::params::BadArgument;
use maneki_ground_web::now;

/// Why a request gets no answer: a status, and a sentence for whoever reads bodies.
///
/// Clients of lists never do: they see the status alone, and take any line with `://` for a mirror.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(transparent)]
    BadArgument(#[from] BadArgument),
    #[error("The path holds what is no text")]
    BadPath,
    #[error(transparent)]
    NotFound(#[from] NotFound),
    #[error("No reference digest of this is known: ask for the mirrorlist")]
    NotPublished,
    #[error("No image of this name is known here")]
    NoSuchImage,
    #[error("No mirror that may be named here is known to have this image")]
    NoMirror,
    #[error("There is nothing at this path")]
    NoSuchPath,
    #[error("Only GET and HEAD are answered here")]
    Method,
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::BadArgument(_) | Self::BadPath => StatusCode::BAD_REQUEST,
            Self::NotFound(_)
            | Self::NotPublished
            | Self::NoSuchImage
            | Self::NoMirror
            | Self::NoSuchPath => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let text = Envelope::error(&self.to_string(), now().as_second());
        let mut response = (self.status(), json_headers(), text).into_response();
        if self == Self::Method {
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
        }
        response
    }
}

/// The headers of every JSON text whose content depends on who asks or when.
pub(crate) fn json_headers() -> [(header::HeaderName, HeaderValue); 3] {
    [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ]
}
