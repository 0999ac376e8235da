//! What the pages of every room have in common: data in, HTML out.
//!
//! A [`Site`] is built once from the operator's [`Branding`] and one [`SitePart`] per room: the room's navigation, Fluent
//! texts, style sheet and files. For each request, the service parses a [`PageRequest`] and asks the site for a
//! [`Frame`]: the head, the navigation and the foot around whatever the room has to show.
//!
//! A room renders its own template into [`Html`], and [`Frame::page`] puts the frame around it. Nothing here reads a
//! clock, so the same arguments produce the same bytes. [`Frame::not_found`] is the page for a path that no room
//! answers.
//!
//! - [`PageRequest`]: path, arguments and language of a request; builds links that keep the language
//! - [`Language`], [`Texts`], [`Text`]: `t.get("key").arg("name", value)` is one text in the language of the page
//! - [`Branding`], [`Colour`], [`Asset`]: name, logo, links and accent of the operator; files with a digest in their paths
//! - [`Html`]: a rendered template
//!
//! # Adding a page to a room
//!
//! 1. Write `templates/<page>.html` in the room. It holds the content alone: no `<html>`, no inline styles and no
//!    scripts, because the Content-Security-Policy forbids them.
//! 2. Write a module with a `#[derive(Template)]` struct that has a field `t: &Texts`, and a function that renders it
//!    with [`Html::new`] and passes it to [`Frame::page`].
//! 3. Add its texts to `locales/<tag>/*.ftl` in every language. Keys are shared by all rooms, so each key is defined once.
//! 4. Add a [`NavLink`] to the room's [`SitePart`] if the page belongs in the navigation.

mod assets;
mod branding;
mod colour;
mod frame;
mod html;
mod language;
mod not_found;
mod part;
mod request;
mod site;
mod texts;

pub use assets::{Asset, Assets};
pub use branding::{Branding, Link};
pub use colour::Colour;
pub use frame::{Frame, Page, PageLink, minute};
pub use html::Html;
pub use language::Language;
pub use part::{LanguageFiles, NavLink, SitePart};
pub use request::{PageRequest, path_with_query};
pub use site::Site;
pub use texts::{Text, Texts};
