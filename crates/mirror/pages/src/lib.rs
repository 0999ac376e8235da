//! The pages of the mirror network: data in, HTML out.
//!
//! A page is a function of a [`View`] (the frame of the site and the snapshot) and of its subject. Nothing here reads a
//! clock, so the same arguments produce the same bytes.
//!
//! - [`site_part()`]: what the room brings to the site: navigation, texts, style sheet and map
//! - [`View`]: what every page starts from; [`View::not_found`] is the page for a path that leads nowhere
//! - [`Status`]: the state of a mirror as one word, one colour and one shape; `map` draws it
//! - [`mirrors()`]: the table, with its filters
//! - [`mirror()`]: everything about one mirror; [`feed()`]: changes, in Atom
//! - [`explain()`]: why a client gets its mirrors
//! - [`isos()`], [`iso_folder`]: images, and which mirrors have them
//! - [`propagation()`]: how publications reached the mirrors
//! - [`badge()`]: the badge of a mirror
//!
//! The documentation of `maneki-ground-site` explains how to add a page. Signs of a status come from
//! `{% call signs::sign(status) %}`; `tests/texts.rs` finds texts that are missing or unused.

mod badge;
mod choices;
mod explain;
mod fault;
mod feed;
mod isos;
mod map;
mod mirror;
mod mirrors;
mod names;
mod not_found;
mod part;
mod propagation;
mod recorded;
mod state;
mod status;
mod text;
mod view;

pub use badge::badge;
pub use explain::{Explained, Misunderstood, Question, explain};
pub use feed::{Feed, feed};
pub use isos::{iso_folder, isos};
pub use mirror::{About, Past, mirror};
pub use mirrors::{Scope, mirrors};
pub use part::site_part;
pub use propagation::{MeasuredPublication, Silence, Wanted, propagation};

pub use status::Status;
pub use view::View;
