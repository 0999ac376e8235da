//! The HTTP service of the house: it listens, answers for every room, and stops in order.
//!
//! ```text
//!                     ┌── immediate answers of a room, before the router: lists of mirrors
//! connection ─► request ─► Answers ─┤
//!  (listen,    (client_address)     └── Router: routes of every room, /healthz, /readyz, /assets, /robots.txt
//!   deadline,                                │
//!   connections)                             ▼
//!                                   compression ─► access log
//! ```
//!
//! A room is a value, [`Room`]: its routes with their own state, what pages need from it, its readiness and its tasks.
//! [`serve()`] joins the rooms. Handlers of a room get the [`Caller`] of a request as an extractor, and write pages and
//! documents with [`Visit`] and [`document()`].
//!
//! - [`Settings`]: what the operator can change while the service runs; one request sees one version of them
//! - [`audience()`]: whether a request carries the administrator's token
//! - `listen`, `deadline`, `connections`: what a connection may cost
//! - `client_address`: the only place that trusts forwarded headers

mod access;
mod answers;
mod assets;
mod audience;
mod branding;
mod caller;
mod client_address;
mod clock;
mod compression;
mod connections;
mod deadline;
mod document;
mod failure;
mod health;
mod listen;
mod robots;
mod room;
mod serve;
mod settings;
mod visit;

pub use access::{AccessLines, Arrival};
pub use audience::audience;
pub use caller::Caller;
pub use client_address::parse_address;
pub use clock::now;
pub use document::document;
pub use failure::internal_error;
pub use room::{Immediate, Readiness, Room, Task};
pub use serve::{ServeError, serve};
pub use settings::{LiveSettings, Settings};
pub use visit::{Keep, Visit};
