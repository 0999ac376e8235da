//! Checks of an election: a pure function of its folder and one reading of the rules.
//!
//! `judge` gives all findings under one reading. `check` compares readings: an error that holds under every
//! reading is reported as itself; one that only some readings have becomes `ambiguity-undecided`, with what each
//! answer means and the decision that settles it.

mod ambiguity;
mod board;
mod control;
mod findings;
mod nominations;
mod plan;
mod published;
mod roll;
mod standing;
mod vacancy;

use maneki_ground_diagnostics::Diagnostic;

pub use ambiguity::check;
pub(crate) use ambiguity::{Judgement, compare};
pub use control::{Share, control};
pub use plan::{Window, windows};
pub use standing::{Right, rights};
pub use vacancy::{Allowed, Relation, Vacancy, Ways, vacancy};

use crate::folder::Folder;
use crate::rules::Reading;
use findings::Findings;

/// All findings under one reading.
pub(crate) fn judge(folder: &Folder, reading: &Reading<'_>) -> Vec<Diagnostic> {
    let mut findings = Findings::default();
    plan::check(folder, reading, &mut findings);
    published::check(folder, reading, &mut findings);
    roll::check(folder, reading, &mut findings);
    nominations::check(folder, reading, &mut findings);
    board::check(folder, reading, &mut findings);
    findings.into_all()
}
