//! The documents of the JSON API, version 1: what the service answers under `/api/v1`.
//!
//! ```text
//! query string ──► arguments ──► query ──┐
//!         Snapshot, Explanation, history ┴─► document ──(serde)──► JSON
//!                                               └──(utoipa)──► openapi()
//! ```
//!
//! These are types and functions that fill them. Nothing here knows HTTP, so that a Rust program can read the JSON with
//! these types. Later versions only add fields. An unknown value is `null`.
//!
//! - [`mirrors`]: a [`Page`](mirrors::Page) of mirrors, with filters, an order and a cursor
//! - [`mirror`]: the summary of a [`Mirror`](mirror::Mirror), or all its details
//! - [`history`]: the changes and the lag of a mirror
//! - [`explain`]: an answer with its reasons; `maneki mirror select --format json` prints the same
//! - [`propagation`]: how publications reached the mirrors
//! - [`snapshot`] and [`diagnostics`]: the snapshot that is served, and the findings about its registry
//! - [`Problem`]: why a request has no answer
//! - [`document()`]: the OpenAPI document, to which each room adds its part; [`add_to`] adds that of this room

pub mod arguments;
pub mod diagnostics;
mod document;
pub mod explain;
pub mod history;
pub mod mirror;
pub mod mirrors;
mod openapi;
mod problem;
pub mod propagation;
pub mod snapshot;
mod words;

pub use document::{Part, document};
pub use openapi::{add_to, openapi, openapi_text};
pub use problem::Problem;
