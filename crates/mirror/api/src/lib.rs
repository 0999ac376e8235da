//! The documents of the JSON API, version 1: what the service answers under `/api/v1`.
//!
//! ```text
//! query string ──► arguments ──► question ─┐
//!            Snapshot, Explanation, past ──┴─► document ──(serde)──► JSON
//!                                                └──(utoipa)──► openapi()
//! ```
//!
//! Types alone and functions that fill them: nothing here knows of HTTP, and whoever reads the JSON in Rust can
//! take the types from here. Fields are only ever added. What is not known is `null`.
//!
//! - [`mirrors`]: a [`Page`](mirrors::Page) of mirrors, with filters, an order and a cursor
//! - [`mirror`]: a [`Mirror`](mirror::Mirror) in a few words, or with everything that is believed of it
//! - [`history`]: what changed on a mirror, and how far it lagged behind
//! - [`explain`]: an answer with its reasons; `maneki mirror select --format json` prints the same
//! - [`propagation`]: how publications reached the mirrors
//! - [`snapshot`] and [`diagnostics`]: what is served, and what is wrong with the registry
//! - [`Problem`]: why there is no answer
//! - [`openapi()`]: all of it as an OpenAPI document

pub mod arguments;
pub mod diagnostics;
pub mod explain;
pub mod history;
pub mod mirror;
pub mod mirrors;
mod openapi;
mod problem;
pub mod propagation;
pub mod snapshot;
mod words;

pub use openapi::{ROUTES, openapi, openapi_text};
pub use problem::Problem;
