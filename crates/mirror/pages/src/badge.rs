//! A badge: how a mirror does, for other people's pages.

use askama::Template;
use maneki_ground_site::{Html, Texts};
use maneki_mirror_registry::Tree;
use maneki_mirror_snapshot::{MirrorEntry, Snapshot};

use crate::status::Status;

#[derive(Template)]
#[template(path = "badge.svg", escape = "html")]
struct Badge<'a> {
    label: &'a str,
    word: &'a str,
    status: Status,
    colour: &'static str,
    left: usize,
    right: usize,
}

/// The width of a letter at the size of the text; `textLength` makes it fit whatever the font is.
const LETTER: usize = 7;

/// The badge of a mirror, in SVG.
pub fn badge(snapshot: &Snapshot, entry: &MirrorEntry, texts: &Texts) -> String {
    let status = Status::from_entry(entry, &Tree::Main, &snapshot.catalog, snapshot.created);
    let (label, word) = (texts.get("badge-label").to_string(), texts.get(status.key()).to_string());
    let badge = Badge {
        left: label.chars().count() * LETTER,
        right: word.chars().count() * LETTER,
        label: &label,
        word: &word,
        status,
        colour: colour(status),
    };
    Html::new(&badge).into()
}

/// A ground on which white can be read; a badge stands alone, where no style sheet is.
fn colour(status: Status) -> &'static str {
    match status {
        Status::Good => "#1a7f37",
        Status::Partial => "#8a5d00",
        Status::Expired => "#b04500",
        Status::Unavailable => "#c11f2a",
        Status::Drained | Status::Waiting | Status::Trusted | Status::NotChecked => "#57606a",
    }
}
