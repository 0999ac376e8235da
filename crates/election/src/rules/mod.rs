//! Rules: dated sets of values, each with the document and the section that it is from.
//!
//! A [`RuleSet`] holds what the documents of an organisation say, with several values where they disagree and
//! [open questions](Unspecified) where they say nothing. A [`Reading`] chooses one answer for each question;
//! everything that is decided about an election is a function of the data and one reading.

mod builtin;
mod date;
mod keys;
mod read;
mod reading;
mod set;
mod value;

pub use builtin::{BUILT_IN, built_in};
pub(crate) use date::{MonthEnd, after, before, days_between};
pub use read::read_rules;
pub use reading::{Question, Reading};
pub use set::{Class, RuleDocument, RuleSet, Sourced, Unspecified};
pub use value::{Period, RuleValue, Unit};
