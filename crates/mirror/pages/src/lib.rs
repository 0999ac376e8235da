//! The site for people with a browser: data in, HTML out.
//!
//! A page is a function of a [`Frame`] (what was asked, how the site looks, the snapshot) and of what it is about.
//! Nothing here asks for the time, so the same snapshot gives the same bytes, and a tag of it can be made of what went in.
//!
//! - [`Asked`]: path, arguments and language of a request; makes links that keep the language
//! - [`Language`], `Texts`: every text is in `locales/<tag>/*.ftl`; `t.of("key").arg("name", value)` is one
//! - [`Branding`], [`Assets`]: how the operator wants it to look; style sheet and map, with digests in their paths
//! - [`Status`]: a mirror in one word, one colour and one shape; [`mod@map`] draws it
//! - [`mirrors()`]: the table, with its filters
//! - [`mirror()`]: everything about one; [`feed()`]: what changed, in Atom
//! - [`explain()`]: why a client gets the mirrors that it gets
//! - [`isos()`], [`iso_folder`]: images, and who has them
//! - [`propagation()`]: how publications reached the mirrors
//! - [`not_found`], [`robots()`], [`badge()`]: what else is asked for
//!
//! # To add a page
//!
//! 1. A module with a `#[derive(Template)]` struct that has the fields `frame: &Frame` and `t: &'static Texts`, and a
//!    function that fills it and calls `written`. `mirrors/mod.rs` is an example.
//! 2. `templates/<page>.html`: `{% extends "base.html" %}`, with the blocks `title` and `content`. No inline styles
//!    and scripts: the Content-Security-Policy forbids them. Classes are in `assets/site.css`; signs of a status come
//!    from `{% call signs::sign(status) %}`.
//! 3. Its texts in `locales/<tag>/<page>.ftl` of each language, and a line for the file in the macro of `language.rs`.
//!    `tests/texts.rs` finds keys that are missing and keys that nobody uses.
//! 4. A line in `PAGES` of `frame.rs`, if it is to be in the navigation.
//! 5. A handler in `crates/mirror/service/src/pages`, and a route in `crates/mirror/service/src/router.rs`.

mod asked;
mod assets;
mod badge;
mod branding;
mod choices;
mod colour;
mod error;
mod explain;
mod fault;
mod feed;
mod frame;
mod isos;
mod language;
pub mod map;
mod mirror;
mod mirrors;
mod propagation;
mod robots;
mod state;
mod status;
mod text;

use askama::Template;

pub use asked::Asked;
pub use assets::{Asset, Assets};
pub use badge::badge;
pub use branding::{Branding, Link};
pub use colour::Colour;
pub use error::not_found;
pub use explain::{Explained, Misunderstood, Question, explain};
pub use feed::{Feed, feed};
pub use frame::Frame;
pub use isos::{iso_folder, isos};
pub use language::{Language, Text, Texts};
pub use mirror::{About, Past, mirror};
pub use mirrors::{Scope, mirrors};
pub use propagation::{MeasuredPublication, Silence, Wanted, propagation};
pub use robots::robots;
pub use status::Status;

/// Writing to memory does not fail, and our templates hold nothing that could.
fn written(page: &impl Template) -> String {
    page.render().unwrap_or_default()
}
