//! Why a fetch failed: each a sentence with what, where and why, and never a password.

use std::time::Duration;

use maneki_ground_outbound::{Forbidden, Refusal, causes, reason};
use url::Url;

use crate::source::ShownUrl;

/// A fetch that brought nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// Neither `http` nor `https`.
    #[error("{url} is not fetched: only http and https are")]
    Scheme {
        /// What was to be fetched.
        url: ShownUrl,
    },
    /// It leads to addresses that are not for everybody.
    #[error("{url} is not fetched: it leads to {forbidden}, and only public addresses are asked")]
    Forbidden {
        /// What was to be fetched; after a redirect, where that led.
        url: ShownUrl,
        /// The addresses behind it.
        forbidden: Forbidden,
    },
    /// `https`, and nothing to check certificates against.
    #[error(
        "{url} cannot be checked: this machine has no certificates of authorities ({reason}); install ca-certificates"
    )]
    NoRoots {
        /// What was to be fetched.
        url: ShownUrl,
        /// Why there are none.
        reason: String,
    },
    /// No answer, or one that broke off.
    #[error("{url} cannot be fetched: {reason}")]
    Request {
        /// What was to be fetched.
        url: ShownUrl,
        /// What went wrong, from the outside in: name, connection, TLS, answer.
        reason: String,
    },
    /// It took too long.
    #[error("{url} was not there within {} s", limit.as_secs_f32())]
    Timeout {
        /// What was to be fetched.
        url: ShownUrl,
        /// How long it was waited for.
        limit: Duration,
    },
    /// An answer that is not the file.
    #[error("{url} answers with status {status}")]
    Status {
        /// What was to be fetched.
        url: ShownUrl,
        /// The HTTP status.
        status: u16,
    },
    /// A redirect without a target, or with one that is no URL.
    #[error("{url} redirects, but not to a URL")]
    Nowhere {
        /// Who redirects.
        url: ShownUrl,
    },
    /// Sent from place to place.
    #[error("{url} redirects more than {limit} times")]
    Redirects {
        /// Where it began.
        url: ShownUrl,
        /// How many redirects are followed.
        limit: usize,
    },
    /// A body without an end, or nearly so.
    #[error("{url} is larger than {limit} bytes")]
    TooLarge {
        /// What was to be fetched.
        url: ShownUrl,
        /// How many bytes are taken.
        limit: usize,
    },
}

/// A fetcher that cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetcherError {
    /// The contact would break the header that it stands in.
    #[error("the contact cannot stand in an HTTP header: only printable ASCII can")]
    Contact,
    /// The HTTP client refuses its settings.
    #[error("the HTTP client cannot be set up: {0}")]
    Client(#[from] reqwest::Error),
}

impl FetchError {
    /// What is against a place.
    pub(super) fn from_refusal(url: &Url, refusal: Refusal) -> Self {
        match refusal {
            Refusal::Scheme => Self::Scheme { url: url.into() },
            Refusal::Forbidden(forbidden) => Self::Forbidden { url: url.into(), forbidden },
        }
    }

    /// What the HTTP client says about a request of ours.
    pub(super) fn from_request(url: &Url, error: &reqwest::Error) -> Self {
        let forbidden = causes(error).find_map(|cause| cause.downcast_ref::<Forbidden>());
        match forbidden {
            Some(forbidden) => Self::Forbidden { url: url.into(), forbidden: forbidden.clone() },
            None => Self::Request { url: url.into(), reason: reason(error) },
        }
    }
}
