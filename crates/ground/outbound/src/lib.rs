//! The one way out: every HTTP request that Maneki sends goes through this crate.
//!
//! In the order of the data:
//!
//! - [`Destinations`] decides which addresses a request may reach. It asks a [`Resolve`] for the addresses of a name,
//!   usually [`Names`], which looks names up as the system does. A destination that is not permitted is a [`Refusal`].
//! - [`Trust`] holds the certificate authorities that `https` servers are checked against.
//! - `connect` opens a connection: name, TCP, TLS and HTTP/1.1 or HTTP/2, each with its own time limit and its own
//!   [`Fault`]. `socket` ends it in order, so that the server never sees more connections than `hosts` permits.
//! - `hosts` limits each host to two requests and two connections at a time.
//! - A [`Request`] is GET or HEAD, optionally conditional or for a range of bytes, with a limit of bytes and a deadline.
//!   A [`Response`] is its answer, after redirects; every redirect passes [`Destinations`] again.
//! - A [`Client`] sends requests and says who is asking. Clients can share their limits for each host.
//! - A failure is a [`RequestError`]: the URL that failed, without its secrets ([`ShownUrl`]), and the [`Fault`].
//!
//! Every URL may be a stranger's. Whatever a server does, a request ends in time, in bounded memory, and with a
//! response or a fault.

mod client;
mod connect;
mod connection;
mod credentials;
mod destinations;
mod fault;
mod from_io;
mod hosts;
mod limits;
mod names;
mod request;
mod resolve;
mod response;
mod shorten;
mod shown_url;
mod socket;
mod stream;
mod trust;

pub use client::{Client, ClientError, Settings};
pub use connect::Family;
pub use destinations::{AddressError, Destinations, Forbidden, Refusal};
pub use fault::{BodyFault, ConnectFault, Fault, RedirectFault, RequestError, TlsFault};
pub use hyper::header::{self as header, HeaderMap, HeaderName, HeaderValue};
pub use hyper::{Method, StatusCode};
pub use limits::Limits;
pub use names::Names;
pub use request::{Condition, Request};
pub use resolve::{NameFault, Resolve, Resolving};
pub use response::Response;
pub use shorten::shorten;
pub use shown_url::ShownUrl;
pub use stream::Stream;
pub use trust::{Trust, TrustError};
