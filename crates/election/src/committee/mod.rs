//! Committees: minutes as people write them, read as a register of meetings and decisions.
//!
//! [`read_minutes`] is tolerant: it takes headings of any level, bullets or numbers, names with notes. [`register`]
//! makes decisions of the minutes, with their outcome and their vote. [`check_committee`] compares all of it with the
//! record of the committee.

mod check;
mod decision;
mod index;
mod kin;
mod minutes;
mod record;

pub use check::{Committee, check_committee};
pub use decision::{Decision, Outcome, Vote, register};
pub use index::{IndexEntry, index_text, read_index};
pub use minutes::{Item, Minutes, read_minutes};
pub use record::{Appointment, Chair, Record, Seat, read_record};
