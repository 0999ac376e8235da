use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maneki_mirror_formats::Envelope;
use maneki_mirror_registry::NotFound;

use crate::params::BadArgument;
use maneki_ground_web::now;

/// Why a request is refused: a status, and a sentence for people.
///
/// Clients of lists use the status only, and take any line with `://` for a mirror.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(transparent)]
    BadArgument(#[from] BadArgument),
    #[error("The path is not valid text")]
    BadPath,
    #[error(transparent)]
    NotFound(#[from] NotFound),
    #[error("No digest of this repository is known: use the mirrorlist")]
    NotPublished,
    #[error("No image with this name is known")]
    NoSuchImage,
    #[error("No mirror with this image matches the parameters")]
    NoMirror,
    #[error("This path does not exist")]
    NoSuchPath,
    #[error("Only GET and HEAD are supported")]
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

/// The headers of JSON that depends on the client or the time.
pub(crate) fn json_headers() -> [(header::HeaderName, HeaderValue); 3] {
    [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ]
}
