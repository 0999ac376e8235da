//! Everything that can go wrong with a request, from the name to the last byte.

use std::time::Duration;

use crate::destinations::{AddressError, Refusal};
use crate::resolve::NameFault;
use crate::shown_url::ShownUrl;

/// A request without a usable response.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{url}: {fault}")]
pub struct RequestError {
    /// The URL that failed: after a redirect, the one that it led to.
    pub url: ShownUrl,
    /// What went wrong.
    pub fault: Fault,
}

/// What went wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The request may not go there.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The host name has no address.
    #[error(transparent)]
    Name(#[from] NameFault),
    /// No address accepts a connection.
    #[error(transparent)]
    Connect(#[from] ConnectFault),
    /// The TLS handshake fails.
    #[error(transparent)]
    Tls(#[from] TlsFault),
    /// The connection is open, but the response is not complete within this time.
    #[error("no complete response within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// The deadline of the request passed.
    #[error("the deadline passed before the response was complete")]
    Deadline,
    /// The connection closed instead of a response.
    #[error("the connection closed without a response")]
    Closed,
    /// The response is not HTTP, or its head is too large.
    #[error("the response is not valid HTTP: {0}")]
    NotHttp(Box<str>),
    /// A status that the request did not ask for.
    #[error("status {0}")]
    Status(u16),
    /// Redirects that lead nowhere.
    #[error(transparent)]
    Redirect(#[from] RedirectFault),
    /// A body that is not usable.
    #[error(transparent)]
    Body(#[from] BodyFault),
    /// An error of this machine, or one that has no name here.
    #[error("{0}")]
    Other(Box<str>),
}

/// Why there is no connection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectFault {
    /// No process listens at the address.
    #[error("the connection is refused")]
    Refused,
    /// The address does not answer within this time.
    #[error("no connection within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// The server ends the connection.
    #[error("the connection is reset")]
    Reset,
    /// This machine has no route to the address.
    #[error("there is no route to the address")]
    Unreachable,
}

/// Why a server is not trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlsFault {
    /// The certificate is self-signed, or its authority is unknown.
    #[error("the certificate is not signed by a trusted authority")]
    UnknownIssuer,
    /// The certificate has expired, or is not valid yet.
    #[error("the certificate is not valid at this time")]
    Expired,
    /// The certificate names another host.
    #[error("the certificate is for another host")]
    WrongHost,
    /// The handshake does not end within this time.
    #[error("no TLS handshake within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// This machine has no certificate authorities, for this reason.
    #[error("this machine has no certificate authorities ({0}); install the package ca-certificates")]
    NoAuthorities(Box<str>),
    /// Any other error of TLS.
    #[error("TLS fails: {0}")]
    Other(Box<str>),
}

/// Why redirects lead nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RedirectFault {
    /// Back to a URL that was already requested.
    #[error("it redirects in a circle")]
    Loop,
    /// More redirects than this.
    #[error("it redirects more than {0} times")]
    TooMany(usize),
    /// No target, or a target that is not a URL.
    #[error("it redirects, but not to a URL")]
    Nowhere,
}

/// Why a body is not usable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyFault {
    /// The connection ends before the body does.
    #[error("the body is cut off")]
    CutOff,
    /// More bytes than this.
    #[error("the body is larger than {0} bytes")]
    TooLarge(usize),
    /// The body is compressed, although the request did not offer to accept that.
    #[error("the body is encoded as {0}, which the request did not offer to accept")]
    Encoded(Box<str>),
}

impl From<AddressError> for Fault {
    fn from(error: AddressError) -> Self {
        match error {
            AddressError::Refused(refusal) => refusal.into(),
            AddressError::Name(name) => name.into(),
        }
    }
}
