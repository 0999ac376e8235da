//! `/mirrors/<name>`: everything about one mirror.

use askama::Template;
use maneki_registry::Tree;
use maneki_snapshot::Entry;

use crate::frame::Frame;
use crate::language::Texts;
use crate::status::Status;

#[derive(Template)]
#[template(path = "mirror.html", whitespace = "minimize")]
struct Page<'a> {
    frame: &'a Frame<'a>,
    t: &'static Texts,
    entry: &'a Entry,
    status: Status,
}

/// The page of a mirror.
pub fn mirror(frame: &Frame<'_>, entry: &Entry) -> String {
    let status = Status::of(entry, &Tree::Main, &frame.snapshot.catalog, frame.snapshot.created);
    crate::written(&Page { frame, t: frame.texts(), entry, status })
}
