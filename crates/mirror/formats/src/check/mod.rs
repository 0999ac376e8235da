//! What a round of checks found out: a table for people, an object for programs, the steps of one look.

mod json;
mod steps;
mod table;

use maneki_mirror_health::{Judged, MirrorHealth, Verdict};
use maneki_mirror_model::MirrorName;

pub use json::json;
pub use steps::{Judgement, quoted, steps};
pub use table::table;

/// A mirror after a round.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// Which.
    pub name: &'a MirrorName,
    /// What its health comes to.
    pub judged: &'a Judged,
    /// What is believed of it; `None` for those that nobody looks at.
    pub health: Option<&'a MirrorHealth>,
}

impl Checked<'_> {
    /// The word of the service that this one replaces, or the reason.
    fn status(&self) -> &str {
        match (self.judged.verdict, &self.judged.reason) {
            (Verdict::Ok, _) => "ok",
            (Verdict::Expired, _) => "expired",
            (_, Some(reason)) => reason,
            (verdict, None) => verdict.word(),
        }
    }
}
