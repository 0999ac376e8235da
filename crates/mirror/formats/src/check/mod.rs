//! The result of a round of checks: a table for people, an object for programs, and the steps of one look.

mod json;
mod steps;
mod table;

use maneki_mirror_health::{Judged, MirrorHealth, Verdict};
use maneki_mirror_model::MirrorName;

pub use json::json;
pub use steps::{Judgement, quoted, steps};
pub use table::table;

/// The result for one mirror.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    pub name: &'a MirrorName,
    /// The verdict and its reason.
    pub judged: &'a Judged,
    /// `None` for mirrors that are not checked.
    pub health: Option<&'a MirrorHealth>,
}

impl Checked<'_> {
    /// The status in the words of the reference service, or the reason.
    fn status(&self) -> &str {
        match (self.judged.verdict, &self.judged.reason) {
            (Verdict::Ok, _) => "ok",
            (Verdict::Expired, _) => "expired",
            (_, Some(reason)) => reason,
            (verdict, None) => verdict.word(),
        }
    }
}
